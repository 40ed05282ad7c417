// What a certificate says as canonical N-Quads (RDF Dataset Canonicalization 1.0), by template.
//
// The same lines as a JSON-LD processor would make, because the shape is closed. The IRIs are those
// of the published contexts, letter by letter: Open Badges' datatypes are `https:`, W3C's `http:`.

import { compareBytes, joined, sha256, utf8 } from "./check-bytes.js";
import { holderName, identitiesOf } from "./check-credential.js";
import { verificationID } from "./check-facts.js";

const rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const xsd = "http://www.w3.org/2001/XMLSchema#";
const xsdOfBadges = "https://www.w3.org/2001/XMLSchema#";
const schema = "https://schema.org/";
const vc = "https://www.w3.org/2018/credentials#";
const statusTerms = "https://www.w3.org/ns/credentials/status#";
const security = "https://w3id.org/security#";
const badges = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#";

const type = rdf + "type";

/** Lines that are put in order when all are there. */
class Statements {
    lines = [];

    add(subject, predicate, object) {
        this.lines.push(utf8(`${subject} <${predicate}> ${object} .\n`));
    }

    /** The lines in code point order, which is the order of their UTF-8 bytes. */
    get canonical() {
        return joined(...this.lines.sort(compareBytes));
    }

    hash() {
        return sha256(this.canonical);
    }
}

function iri(address) {
    return `<${address}>`;
}

function literal(text, datatype) {
    const quoted = text.replace(/["\\]/g, "\\$&").replaceAll("\n", "\\n");
    return datatype === undefined ? `"${quoted}"` : `"${quoted}"^^<${datatype}>`;
}

/** The statements of a certificate. */
export async function statementsOf(facts) {
    const statements = new Statements();
    addCredential(facts, statements);
    addStatus(facts, statements);
    addIssuer(facts, statements);
    await addSubject(facts, statements);
    addAchievement(facts, statements);
    addEvidence(facts, statements);
    addResult(facts, statements);
    return statements;
}

function addCredential(facts, statements) {
    const node = iri(facts.url);
    const add = (predicate, object) => statements.add(node, predicate, object);
    add(type, iri(vc + "VerifiableCredential"));
    add(type, iri(badges + "OpenBadgeCredential"));
    add(schema + "name", literal(facts.achievement.name));
    if (facts.awarded !== undefined) {
        // The context forgot to expand this datatype.
        add(badges + "awardedDate", literal(facts.awarded, "xsd:dateTime"));
    }
    add(vc + "credentialStatus", iri(`${facts.status.list}#${facts.status.index}`));
    add(vc + "credentialSubject", iri(facts.holder.id));
    if (facts.evidence !== undefined) add(vc + "evidence", iri(facts.url + "#hours"));
    add(vc + "issuer", iri(facts.issuer.did));
    add(vc + "validFrom", literal(facts.validFrom, xsd + "dateTime"));
    if (facts.validUntil !== undefined) {
        add(vc + "validUntil", literal(facts.validUntil, xsd + "dateTime"));
    }
}

function addStatus({ status }, statements) {
    const node = iri(`${status.list}#${status.index}`);
    statements.add(node, type, iri(statusTerms + "BitstringStatusListEntry"));
    statements.add(node, statusTerms + "statusListCredential", iri(status.list));
    statements.add(node, statusTerms + "statusListIndex", literal(String(status.index)));
    statements.add(node, statusTerms + "statusPurpose", literal("revocation"));
}

function addIssuer({ issuer }, statements) {
    const node = iri(issuer.did);
    statements.add(node, type, iri(badges + "Profile"));
    statements.add(node, schema + "name", literal(issuer.name));
    statements.add(node, schema + "url", literal(issuer.url, xsdOfBadges + "anyURI"));
}

async function addSubject(facts, statements) {
    const node = iri(facts.holder.id);
    const add = (predicate, object) => statements.add(node, predicate, object);
    add(type, iri(badges + "AchievementSubject"));
    add(badges + "achievement", iri(facts.achievement.url));
    add(badges + "licenseNumber", literal(verificationID(facts.url)));
    add(schema + "name", literal(holderName(facts.holder, facts.language)));
    if (facts.result !== undefined) add(badges + "result", iri(facts.url + "#result"));
    for (const [place, identity] of (await identitiesByHash(facts, node)).entries()) {
        addIdentity(identity, node, `_:c14n${place}`, statements);
    }
}

/** The order of the hashes of what is said of each alone, in which the labels are given out. */
async function identitiesByHash(facts, node) {
    const hashed = await Promise.all(identitiesOf(facts).map(async (identity) => {
        const alone = new Statements();
        addIdentity(identity, node, "_:a", alone);
        return { identity, hash: await alone.hash() };
    }));
    return hashed.sort((first, second) => compareBytes(first.hash, second.hash))
        .map(({ identity }) => identity);
}

function addIdentity(identity, holder, label, statements) {
    statements.add(holder, badges + "identifier", label);
    statements.add(label, type, iri(badges + "IdentityObject"));
    statements.add(label, badges + "hashed", literal("false", xsdOfBadges + "boolean"));
    statements.add(label, badges + "identityHash", literal(identity.text));
    statements.add(label, badges + "identityType", literal(identity.type));
}

function addAchievement({ achievement, language }, statements) {
    const node = iri(achievement.url);
    const criteria = iri(achievement.criteriaURL);
    const add = (predicate, object) => statements.add(node, predicate, object);
    add(type, iri(badges + "Achievement"));
    add(badges + "achievementType", literal(achievement.kind));
    add(badges + "Criteria", criteria);
    add(schema + "description", literal(achievement.description));
    add(schema + "inLanguage", literal(language));
    add(schema + "name", literal(achievement.name));
    if (achievement.version !== undefined) add(badges + "version", literal(achievement.version));
    statements.add(criteria, badges + "narrative", literal(achievement.criteria));
}

function addEvidence({ evidence, url }, statements) {
    if (evidence === undefined) return;
    const node = iri(url + "#hours");
    statements.add(node, type, iri(badges + "Evidence"));
    statements.add(node, schema + "name", literal(evidence.name));
    statements.add(node, badges + "narrative", literal(evidence.narrative));
}

function addResult({ result, achievement, url }, statements) {
    if (result === undefined) return;
    const descriptionURL = achievement.url + "#result";
    const description = iri(descriptionURL);
    const node = iri(url + "#result");
    const add = (predicate, object) => statements.add(description, predicate, object);
    statements.add(iri(achievement.url), badges + "resultDescription", description);
    add(type, iri(badges + "ResultDescription"));
    add(schema + "name", literal(result.name));
    if (result.percentToPass !== undefined) {
        add(badges + "requiredValue", literal(result.percentToPass));
    }
    add(badges + "resultType", literal("Percent"));
    add(badges + "valueMax", literal("100"));
    add(badges + "valueMin", literal("0"));
    statements.add(node, type, iri(badges + "Result"));
    const reference = literal(descriptionURL, xsdOfBadges + "anyURI");
    statements.add(node, badges + "resultDescription", reference);
    statements.add(node, schema + "value", literal(result.percent));
}

/** The statements of a status list. */
export function statementsOfList(list) {
    const statements = new Statements();
    const node = iri(list.url);
    const bits = iri(list.url + "#list");
    statements.add(node, type, iri(vc + "VerifiableCredential"));
    statements.add(node, type, iri(statusTerms + "BitstringStatusListCredential"));
    statements.add(node, vc + "credentialSubject", bits);
    statements.add(node, vc + "issuer", iri(list.issuer));
    statements.add(node, vc + "validFrom", literal(list.validFrom, xsd + "dateTime"));
    statements.add(node, vc + "validUntil", literal(list.validUntil, xsd + "dateTime"));
    statements.add(bits, type, iri(statusTerms + "BitstringStatusList"));
    const encoded = literal(list.encodedList, security + "multibase");
    statements.add(bits, statusTerms + "encodedList", encoded);
    statements.add(bits, statusTerms + "statusPurpose", literal("revocation"));
    statements.add(bits, statusTerms + "ttl", literal(String(list.lifetime), xsd + "integer"));
    return statements;
}

/** The statements of a proof without its value (Data Integrity EdDSA 1.0, 3.2.5). */
export function statementsOfProof({ created, verificationMethod }) {
    const statements = new Statements();
    const add = (predicate, object) => statements.add("_:c14n0", predicate, object);
    add("http://purl.org/dc/terms/created", literal(created, xsd + "dateTime"));
    add(type, iri(security + "DataIntegrityProof"));
    add(security + "cryptosuite",
        literal("eddsa-rdfc-2022", security + "cryptosuiteString"));
    add(security + "proofPurpose", iri(security + "assertionMethod"));
    add(security + "verificationMethod", iri(verificationMethod));
    return statements;
}
