// Reads the one shape that this site's certificates have, and writes it again to compare.

import { base58 } from "./check-bytes.js";
import { checkFacts, verificationID } from "./check-facts.js";
import { canonicalJSON, ObjectReader, unixSeconds } from "./check-json.js";
import { Problem } from "./check-problem.js";

const contexts = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
];
const types = ["VerifiableCredential", "OpenBadgeCredential"];
const registerNumber = "ext:registerNumber";
const kinds = [
    "CertificateOfCompletion", "Certificate", "Certification", "Course", "LearningProgram",
];
const languages = ["sr-Cyrl", "sr-Latn", "en"];

/** The facts and the proof of a document that has one embedded. */
export function readDocument(json) {
    const { facts, document } = read(json);
    const proof = readProof(document);
    document.end();
    checkWhole(json, facts, { proof: proofMember(proof) });
    return { facts, proof };
}

/** The facts of a token's payload. */
export function readPayload(json) {
    const { facts, document } = read(json);
    const claims = claimsOf(facts);
    for (const name of ["iss", "jti", "sub", "nbf"]) {
        if (document.value(name) !== claims[name]) throw new Problem("wrong_claim", name);
    }
    if (document.optional("exp") !== claims.exp) throw new Problem("wrong_claim", "exp");
    document.end();
    checkWhole(json, facts, claims);
    return facts;
}

/** Takes the one proof that a document has. */
export function readProof(document) {
    const value = document.optional("proof");
    if (value === undefined) throw new Problem("no_proof");
    if (Array.isArray(value)) throw new Problem("several_proofs");
    const proof = new ObjectReader(value, "proof");
    for (const [name, expected] of Object.entries(proofConstants)) {
        if (proof.text(name) !== expected) throw new Problem("wrong_proof", name);
    }
    const created = proof.moment("created");
    const verificationMethod = proof.text("verificationMethod");
    const value58 = proof.text("proofValue");
    const signature = value58.startsWith("z") ? base58(value58.slice(1)) : null;
    if (signature?.length !== 64) throw new Problem("wrong_proof", "proofValue");
    proof.end();
    return { created, verificationMethod, value: value58, signature };
}

const proofConstants = {
    type: "DataIntegrityProof", cryptosuite: "eddsa-rdfc-2022", proofPurpose: "assertionMethod",
};

function proofMember(proof) {
    return {
        ...proofConstants, created: proof.created, proofValue: proof.value,
        verificationMethod: proof.verificationMethod,
    };
}

function claimsOf(facts) {
    return {
        iss: facts.issuer.did, jti: facts.url, sub: facts.holder.id,
        nbf: unixSeconds(facts.validFrom),
        exp: facts.validUntil === undefined ? undefined : unixSeconds(facts.validUntil),
    };
}

function read(json) {
    const document = new ObjectReader(json, "");
    if (canonicalJSON(document.value("@context")) !== JSON.stringify(contexts)) {
        throw new Problem("wrong_contexts");
    }
    document.constant("type", types);
    const url = document.text("id");
    const issuer = readIssuer(document.object("issuer"));
    const validFrom = document.moment("validFrom");
    const validUntil = document.optionalMoment("validUntil");
    const awarded = document.optionalMoment("awardedDate");
    const status = readStatus(document.object("credentialStatus"));
    const evidenceReader = document.optionalOnlyObject("evidence");
    const evidence = evidenceReader === undefined ? undefined : readEvidence(evidenceReader, url);
    const subject = readSubject(document.object("credentialSubject"), url);
    document.constant("name", subject.achievement.name);
    const facts = { url, issuer, validFrom, validUntil, awarded, status, evidence, ...subject };
    return { facts, document };
}

function readIssuer(issuer) {
    issuer.constant("type", ["Profile"]);
    const profile = { did: issuer.text("id"), name: issuer.text("name"), url: issuer.text("url") };
    issuer.end();
    return profile;
}

function readStatus(status) {
    status.constant("type", "BitstringStatusListEntry");
    status.constant("statusPurpose", "revocation");
    const list = status.text("statusListCredential");
    const digits = status.text("statusListIndex");
    const index = Number(digits);
    if (!/^[0-9]{1,15}$/.test(digits) || String(index) !== digits) {
        throw status.wrongValue("statusListIndex");
    }
    status.constant("id", `${list}#${index}`);
    status.end();
    return { list, index };
}

function readEvidence(evidence, url) {
    evidence.constant("type", ["Evidence"]);
    evidence.constant("id", url + "#hours");
    const found = { name: evidence.text("name"), narrative: evidence.text("narrative") };
    evidence.end();
    return found;
}

function readSubject(subject, url) {
    subject.constant("type", ["AchievementSubject"]);
    const id = subject.text("id");
    const found = readAchievement(subject.object("achievement"));
    const identities = subject.objects("identifier").map(readIdentity);
    const names = identities.filter((identity) => identity.type === "name");
    const numbers = identities.filter((identity) => identity.type === registerNumber);
    if (names.length < 1 || names.length > 2 || numbers.length !== 1
        || identities.length !== names.length + 1) throw subject.wrongValue("identifier");
    const holder = { id, nameCyrillic: names[0].text, nameLatin: names.at(-1).text };
    const { language, achievement } = found;
    subject.constant("name", holderName(holder, language));
    subject.constant("licenseNumber", url.split("/").at(-1));
    const result = readResult(subject.optionalOnlyObject("result"), found, url);
    subject.end();
    return { holder, registerNumber: numbers[0].text, language, achievement, result };
}

function readIdentity(identity) {
    identity.constant("type", "IdentityObject");
    identity.constant("hashed", false);
    const found = { type: identity.text("identityType"), text: identity.text("identityHash") };
    identity.end();
    return found;
}

function readAchievement(object) {
    object.constant("type", ["Achievement"]);
    const language = object.text("inLanguage");
    if (!languages.includes(language)) throw object.wrongValue("inLanguage");
    const kind = object.text("achievementType");
    if (!kinds.includes(kind)) throw object.wrongValue("achievementType");
    const criteria = object.object("criteria");
    const achievement = {
        url: object.text("id"), kind, name: object.text("name"),
        description: object.text("description"), criteriaURL: criteria.text("id"),
        criteria: criteria.text("narrative"), version: object.optionalText("version"),
    };
    criteria.end();
    const description = object.optionalOnlyObject("resultDescription");
    object.end();
    return { language, achievement, description };
}

/** The outcome of the test, which is told in two places or in none. */
function readResult(outcome, { achievement, description }, url) {
    if (outcome === undefined && description === undefined) return undefined;
    if (outcome === undefined) throw new Problem("missing_member", "credentialSubject.result");
    if (description === undefined) {
        throw new Problem("missing_member", "credentialSubject.achievement.resultDescription");
    }
    const descriptionURL = achievement.url + "#result";
    description.constant("type", ["ResultDescription"]);
    description.constant("id", descriptionURL);
    description.constant("resultType", "Percent");
    description.constant("valueMin", "0");
    description.constant("valueMax", "100");
    outcome.constant("type", ["Result"]);
    outcome.constant("id", url + "#result");
    outcome.constant("resultDescription", descriptionURL);
    const result = {
        name: description.text("name"), percent: outcome.text("value"),
        percentToPass: description.optionalText("requiredValue"),
    };
    description.end();
    outcome.end();
    return result;
}

/** The name in the script of the certificate's language. */
export function holderName(holder, language) {
    return language === "sr-Cyrl" ? holder.nameCyrillic : holder.nameLatin;
}

/** The holder's names, one when they are the same, and the register number. */
export function identitiesOf(facts) {
    const { nameCyrillic, nameLatin } = facts.holder;
    const names = nameLatin === nameCyrillic ? [nameCyrillic] : [nameCyrillic, nameLatin];
    return [
        ...names.map((text) => ({ type: "name", text })),
        { type: registerNumber, text: facts.registerNumber },
    ];
}

/**
 * What is written for the facts has to be what was read: the last word on every part that was
 * forgotten above.
 */
function checkWhole(json, facts, secured) {
    checkFacts(facts);
    if (canonicalJSON(json) !== canonicalJSON({ ...template(facts), ...secured })) {
        throw new Problem("different_form");
    }
}

/** The certificate without what secures it. */
function template(facts) {
    const statusURL = `${facts.status.list}#${facts.status.index}`;
    return {
        "@context": contexts,
        awardedDate: facts.awarded,
        credentialStatus: {
            id: statusURL, statusListCredential: facts.status.list,
            statusListIndex: String(facts.status.index), statusPurpose: "revocation",
            type: "BitstringStatusListEntry",
        },
        credentialSubject: subjectTemplate(facts),
        evidence: facts.evidence && [{ id: facts.url + "#hours", type: ["Evidence"],
            ...facts.evidence }],
        id: facts.url,
        issuer: { id: facts.issuer.did, name: facts.issuer.name, type: ["Profile"],
            url: facts.issuer.url },
        name: facts.achievement.name,
        type: types,
        validFrom: facts.validFrom,
        validUntil: facts.validUntil,
    };
}

function subjectTemplate(facts) {
    const { achievement, result } = facts;
    const descriptionURL = achievement.url + "#result";
    return {
        achievement: {
            achievementType: achievement.kind,
            criteria: { id: achievement.criteriaURL, narrative: achievement.criteria },
            description: achievement.description, id: achievement.url,
            inLanguage: facts.language, name: achievement.name,
            resultDescription: result && [{
                id: descriptionURL, name: result.name, requiredValue: result.percentToPass,
                resultType: "Percent", type: ["ResultDescription"], valueMax: "100",
                valueMin: "0",
            }],
            type: ["Achievement"], version: achievement.version,
        },
        id: facts.holder.id,
        identifier: identitiesOf(facts).map((identity) => ({
            hashed: false, identityHash: identity.text, identityType: identity.type,
            type: "IdentityObject",
        })),
        licenseNumber: verificationID(facts.url),
        name: holderName(facts.holder, facts.language),
        result: result && [{
            id: facts.url + "#result", resultDescription: descriptionURL, type: ["Result"],
            value: result.percent,
        }],
        type: ["AchievementSubject"],
    };
}
