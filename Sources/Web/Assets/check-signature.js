// The issuer's keys and what they signed. Only keys that this site publishes count: a key that a
// file brings along proves nothing.

import { base58, base64URL, joined, utf8 } from "./check-bytes.js";
import { ObjectReader, parseJSON, unixSeconds } from "./check-json.js";
import { Problem, Unable } from "./check-problem.js";
import { statementsOfProof } from "./check-statements.js";

/** The identifier and the keys in an issuer's document; null when it is none. */
export function readIssuerDocument(bytes) {
    const json = parseJSON(bytes);
    const id = json.get?.("id");
    const methods = json.get?.("verificationMethod");
    const asserting = json.get?.("assertionMethod");
    if (typeof id !== "string" || !Array.isArray(methods) || !Array.isArray(asserting)) {
        return null;
    }
    const keys = methods.map((method) => readKey(method, id))
        .filter((key) => key !== null && asserting.includes(key.id));
    // Two keys of one name: nobody could say which one signed.
    return new Set(keys.map((key) => key.id)).size === keys.length ? { id, keys } : null;
}

function readKey(method, issuer) {
    if (!(method instanceof Map)) return null;
    const id = method.get("id");
    if (typeof id !== "string" || !id.startsWith(issuer + "#")) return null;
    if (method.get("controller") !== issuer) return null;
    const times = [method.get("expires"), method.get("revoked")];
    // A key whose time cannot be read must not count as one without a time.
    if (times.some((time) => time !== undefined && unixSeconds(time) === null)) return null;
    const [expires, revoked] = times;
    const multikey = method.get("publicKeyMultibase");
    if (method.get("type") === "Multikey" && typeof multikey === "string") {
        const bytes = multikey.startsWith("z") ? base58(multikey.slice(1)) : null;
        if (bytes?.length !== 34 || bytes[0] !== 0xED || bytes[1] !== 0x01) return null;
        return { id, expires, revoked, algorithm: "Ed25519", raw: bytes.slice(2) };
    }
    const jwk = method.get("publicKeyJwk");
    if (method.get("type") !== "JsonWebKey" || !(jwk instanceof Map)) return null;
    const algorithm = { EC: "ES256", RSA: "RS256" }[jwk.get("kty")];
    const names = { ES256: "crv,kty,x,y", RS256: "e,kty,n" }[algorithm];
    if (algorithm === undefined || [...jwk.keys()].sort().join() !== names) return null;
    return { id, expires, revoked, algorithm, jwk: Object.fromEntries(jwk) };
}

/** The key of a name that may have signed for an issuer at a moment. */
function signingKey(name, signer, signed, issuer) {
    if (signer !== issuer.id) throw new Problem("wrong_issuer", signer);
    if (!name.startsWith(signer + "#")) throw new Problem("key_of_another", name);
    const key = issuer.keys.find((candidate) => candidate.id === name);
    if (key === undefined) throw new Problem("unknown_key", name);
    if (key.expires !== undefined && signed >= key.expires) {
        throw new Problem("key_expired", name);
    }
    // Whoever has the key can write any time into what he signs.
    if (key.revoked !== undefined) throw new Problem("key_revoked", key.revoked);
    return key;
}

/** Refuses unless the proof is the issuer's over these statements. */
export async function checkProof(proof, statements, signer, issuer) {
    const key = signingKey(proof.verificationMethod, signer, proof.created, issuer);
    if (key.algorithm !== "Ed25519") throw new Problem("key_of_other_kind", key.id);
    const configuration = await statementsOfProof(proof).hash();
    const signed = joined(configuration, await statements.hash());
    if (!await isValid(key, proof.signature, signed)) throw new Problem("wrong_signature");
}

/** The parts of a compact JSON Web Signature, its header read strictly. */
export function readToken(text) {
    const parts = text.split(".");
    const [headerBytes, payload, signature] = parts.map(base64URL);
    if (parts.length !== 3 || !headerBytes?.length || !payload?.length || signature === null) {
        throw new Problem("token_form");
    }
    const header = new ObjectReader(parseJSON(headerBytes), "");
    const algorithm = header.text("alg");
    if (!["ES256", "RS256"].includes(algorithm)) throw new Problem("token_header", "alg");
    if (header.text("typ") !== "JWT") throw new Problem("token_header", "typ");
    const key = header.text("kid");
    try {
        header.end();
    } catch (problem) {
        // No key that the sender brings along, nothing critical.
        throw new Problem("token_header", problem.part);
    }
    return {
        algorithm, key, payload: parseJSON(payload), signature,
        signed: utf8(`${parts[0]}.${parts[1]}`),
    };
}

/** Refuses unless the token is the issuer's. */
export async function checkToken(token, facts, issuer) {
    const key = signingKey(token.key, facts.issuer.did, facts.validFrom, issuer);
    if (key.algorithm !== token.algorithm) throw new Problem("key_of_other_kind", key.id);
    if (!await isValid(key, token.signature, token.signed)) throw new Problem("wrong_signature");
}

const parameters = {
    Ed25519: { name: "Ed25519" },
    ES256: { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" },
    RS256: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
};

async function isValid(key, signature, signed) {
    const algorithm = parameters[key.algorithm];
    const [form, material] = key.raw === undefined ? ["jwk", key.jwk] : ["raw", key.raw];
    try {
        const imported = await crypto.subtle.importKey(form, material, algorithm, false,
            ["verify"]);
        return await crypto.subtle.verify(algorithm, imported, signature, signed);
    } catch (error) {
        // Older browsers do not know the curve.
        throw error.name === "NotSupportedError" ? new Unable("browser")
            : new Problem("wrong_signature");
    }
}
