// Checks a file as `obuka verify FILE` does, with nothing but what this site publishes.
//
// Nothing of the file is sent: what is asked for are the issuer's keys and its list of what was
// taken back, which are the same for everybody.

import { stands, text as decoded } from "./check-bytes.js";
import { readDocument, readPayload } from "./check-credential.js";
import { parseJSON } from "./check-json.js";
import { credentialInPDF, isPDF } from "./check-pdf.js";
import { credentialInPNG, credentialInSVG, isPNG } from "./check-picture.js";
import { Problem, Unable } from "./check-problem.js";
import { checkProof, checkToken, readIssuerDocument, readToken } from "./check-signature.js";
import { statementsOf } from "./check-statements.js";
import { isRevoked } from "./check-status.js";

const credentialBytesMax = 131_072;
const imageBytesMax = 4 << 20;
const byteOrderMark = [0xEF, 0xBB, 0xBF];

/** How large a file is read at all. */
export const fileBytesMax = 20 << 20;

/**
 * What is known about a file: its state, the facts if they are signed, else the problem.
 *
 * `site` has the beginning of its issuers' identifiers (`didPrefix`), its public address
 * (`publicAddress`), the present (`now`, as certificates write it) and `load`: the bytes at a path
 * of the site, null when there is nothing; it throws `Unable` when the site does not answer.
 */
export async function checkFile(bytes, site) {
    let facts;
    try {
        if (globalThis.crypto?.subtle === undefined) throw new Unable("browser");
        const received = await read(bytes);
        const issuer = await issuerOf(received.facts, site);
        await checkSignature(received, issuer);
        facts = received.facts;
        if (site.now < facts.validFrom) throw new Problem("not_yet_valid", facts.validFrom);
        const revoked = await isRevoked(facts, await statusList(facts, site), issuer, site.now);
        const isOver = facts.validUntil !== undefined && site.now >= facts.validUntil;
        return { state: revoked ? "revoked" : isOver ? "expired" : "valid", facts };
    } catch (error) {
        if (error instanceof Unable) return { state: "unavailable", reason: error.code, facts };
        if (error instanceof Problem) {
            return { state: "invalid", reason: error.code, part: error.part };
        }
        throw error;
    }
}

/** What the file is, told apart by how it begins, and the facts that it claims. */
async function read(bytes) {
    const first = firstVisible(bytes);
    if (isPNG(bytes) || first === "<") {
        if (bytes.length > imageBytesMax) throw new Problem("too_large");
        return credential(isPNG(bytes) ? credentialInPNG(bytes) : credentialInSVG(bytes));
    }
    if (isPDF(bytes)) return credential(await credentialInPDF(bytes));
    return credential(bytes);
}

/** The first byte that is no white space, behind a mark of the byte order. */
function firstVisible(bytes) {
    const start = stands(byteOrderMark, bytes, 0) ? byteOrderMark.length : 0;
    const byte = bytes.subarray(start).find((candidate) => !isSpace(candidate));
    return byte === undefined ? "" : String.fromCharCode(byte);
}

function isSpace(byte) {
    return byte === 0x20 || byte >= 0x09 && byte <= 0x0D;
}

/** A document with a proof, or a token. */
function credential(bytes) {
    if (bytes.length > credentialBytesMax) throw new Problem("too_large");
    if (firstVisible(bytes) === "{") return readDocument(parseJSON(bytes));
    // A file often ends with a line end; nothing else may stand around a token.
    const text = (decoded(bytes) ?? "").replace(/[ \t-\r]+$/, "");
    if (!/^[A-Za-z0-9._=\t-\r-]*\.[A-Za-z0-9._=\t-\r-]*$/.test(text)) {
        throw new Problem("other_file");
    }
    const token = readToken(text);
    return { facts: readPayload(token.payload), token };
}

async function checkSignature({ facts, proof, token }, issuer) {
    if (token !== undefined) return checkToken(token, facts, issuer);
    return checkProof(proof, await statementsOf(facts), facts.issuer.did, issuer);
}

/** The keys of the issuer, if it is one of this site. */
async function issuerOf(facts, site) {
    const { did } = facts.issuer;
    const slug = did.startsWith(site.didPrefix) ? did.slice(site.didPrefix.length) : "";
    if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(slug)) throw new Problem("wrong_issuer", did);
    const bytes = await site.load(`/o/${slug}/did.json`);
    if (bytes === null) throw new Problem("wrong_issuer", did);
    const issuer = readIssuerDocument(bytes);
    if (issuer === null) throw new Unable("keys");
    return issuer;
}

async function statusList(facts, site) {
    const { list } = facts.status;
    const path = list.startsWith(site.publicAddress) ? list.slice(site.publicAddress.length) : "";
    if (!/^\/o\/[a-z0-9-]+\/status\/revocation\/[0-9]+$/.test(path)) throw new Unable("list");
    const bytes = await site.load(path);
    if (bytes === null) throw new Unable("list");
    return bytes;
}
