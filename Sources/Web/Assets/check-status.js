// The list that says which certificates were taken back (Bitstring Status List 1.0).

import { base64URL, unpacked } from "./check-bytes.js";
import { readProof } from "./check-credential.js";
import { checkListFacts } from "./check-facts.js";
import { canonicalJSON, ObjectReader, parseJSON } from "./check-json.js";
import { Unable } from "./check-problem.js";
import { checkProof } from "./check-signature.js";
import { statementsOfList } from "./check-statements.js";

const bytesMax = 65_536;
const byteCount = 131_072 / 8;

/**
 * Whether a certificate was taken back, by the list that this site serves.
 *
 * Whatever is wrong with the list says nothing about the certificate: then it is `Unable`.
 */
export async function isRevoked(facts, bytes, issuer, now) {
    try {
        const list = read(bytes);
        if (list.url !== facts.status.list || list.issuer !== facts.issuer.did) {
            throw new Unable("list");
        }
        await checkProof(list.proof, statementsOfList(list), list.issuer, issuer);
        if (now >= list.validUntil) throw new Unable("list");
        return await bit(list.encodedList, facts.status.index);
    } catch (error) {
        throw error instanceof Unable ? error : new Unable("list");
    }
}

function read(bytes) {
    if (bytes.length > bytesMax) throw new Unable("list");
    const document = new ObjectReader(parseJSON(bytes), "");
    const context = canonicalJSON(document.value("@context"));
    if (context !== "[\"https://www.w3.org/ns/credentials/v2\"]") throw new Unable("list");
    document.constant("type", ["VerifiableCredential", "BitstringStatusListCredential"]);
    const url = document.text("id");
    const subject = document.object("credentialSubject");
    subject.constant("type", "BitstringStatusList");
    subject.constant("id", url + "#list");
    subject.constant("statusPurpose", "revocation");
    const list = {
        url, issuer: document.text("issuer"), validFrom: document.moment("validFrom"),
        validUntil: document.moment("validUntil"), lifetime: subject.integer("ttl"),
        encodedList: subject.text("encodedList"), proof: readProof(document),
    };
    subject.end();
    document.end();
    checkListFacts(list);
    return list;
}

/** Slot 0 is the highest bit of the first byte. */
async function bit(encodedList, index) {
    const packed = encodedList.startsWith("u") ? base64URL(encodedList.slice(1)) : null;
    const bits = packed === null ? null : await unpacked(packed, "gzip", byteCount);
    if (bits?.length !== byteCount) throw new Unable("list");
    return (bits[index >> 3] & 0x80 >> (index & 7)) !== 0;
}
