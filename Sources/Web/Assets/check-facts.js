// What may be certified: the rules of the program that signs, so that nothing else is believed.

import { Problem } from "./check-problem.js";

const idSymbols = "0123456789ACEHKMPTX";
const slotCount = 131_072;
const lineMax = 500;
const textMax = 10_000;
const addressMax = 500;

/** Refuses facts that this site would not sign, with the problem `unacceptable_fact`. */
export function checkFacts(facts) {
    checkAddresses(facts);
    checkTexts(facts);
    require(/^[0-9]{4}\/[0-9]{5,12}$/.test(facts.registerNumber), "credentialSubject.identifier");
    if (facts.result !== undefined) {
        for (const number of [facts.result.percent, facts.result.percentToPass]) {
            require(number === undefined || isPercent(number), "result.value");
        }
    }
    require(facts.status.index < slotCount, "credentialStatus.statusListIndex");
    if (facts.validUntil !== undefined) require(facts.validUntil > facts.validFrom, "validUntil");
    if (facts.awarded !== undefined) require(facts.awarded <= facts.validFrom, "awardedDate");
}

/** Refuses a status list that this site would not sign. */
export function checkListFacts(facts) {
    checkAddress(facts.url, "id");
    checkDID(facts.issuer, "issuer");
    require(facts.validUntil > facts.validFrom, "validUntil");
    require(facts.lifetime >= 0, "credentialSubject.ttl");
}

/** Whether the last word of an address is a printed verification ID (sum modulo 19). */
export function verificationID(url) {
    const printed = /\/c\/([^/]*)$/.exec(url)?.[1] ?? "";
    if (!/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/.test(printed)) return null;
    let check = 0;
    for (const symbol of printed.replaceAll("-", "")) {
        const value = idSymbols.indexOf(symbol);
        if (value < 0) return null;
        check = (check * 2 + value) % 19;
    }
    return check === 0 ? printed : null;
}

function require(isTrue, part) {
    if (!isTrue) throw new Problem("unacceptable_fact", part);
}

function checkAddresses(facts) {
    const { achievement, status } = facts;
    checkAddress(facts.url, "id");
    require(verificationID(facts.url) !== null, "id");
    checkDID(facts.issuer.did, "issuer.id");
    checkAddress(facts.issuer.url, "issuer.url");
    const uuid = /^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
    require(uuid.test(facts.holder.id), "credentialSubject.id");
    checkAddress(achievement.url, "achievement.id");
    checkAddress(achievement.criteriaURL, "achievement.criteria.id");
    checkAddress(status.list, "credentialStatus.statusListCredential");
    // Two parts with one address would become one node, and their statements mix.
    const parts = [
        facts.url, facts.url + "#hours", facts.url + "#result", achievement.url,
        achievement.url + "#result", achievement.criteriaURL, status.list,
        `${status.list}#${status.index}`,
    ];
    require(new Set(parts).size === parts.length, "id");
}

function checkAddress(address, part) {
    const form = /^https:\/\/[a-z0-9.:-]+(?:[/?#][A-Za-z0-9._~:/?#@!$&'()*+,;=%-]*)?$/;
    require(address.length <= addressMax && form.test(address), part);
}

/** A `did:web` identifier. */
function checkDID(did, part) {
    const form = /^did:web(?::[A-Za-z0-9._%-]+)+$/;
    require(did.length <= addressMax && form.test(did), part);
}

function checkTexts(facts) {
    const { achievement, evidence, result } = facts;
    checkText(facts.issuer.name, "issuer.name", lineMax);
    checkText(facts.holder.nameCyrillic, "credentialSubject.name", lineMax);
    checkText(facts.holder.nameLatin, "credentialSubject.name", lineMax);
    checkText(achievement.name, "achievement.name", lineMax);
    checkText(achievement.description, "achievement.description", textMax);
    checkText(achievement.criteria, "achievement.criteria.narrative", textMax);
    if (achievement.version !== undefined) {
        checkText(achievement.version, "achievement.version", lineMax);
    }
    if (evidence !== undefined) {
        checkText(evidence.name, "evidence.name", lineMax);
        checkText(evidence.narrative, "evidence.narrative", textMax);
    }
    if (result !== undefined) checkText(result.name, "resultDescription.name", lineMax);
}

/**
 * Only what is seen, in normal form C: marks of direction and invisible characters let one name
 * look like another.
 */
function checkText(text, part, max) {
    const isLine = max === lineMax;
    const joiners = isLine ? text : text.replace(/[\u200C\u200D]/g, "");
    const visible = isLine ? joiners : joiners.replaceAll("\n", "");
    require(text !== "" && [...text].length <= max, part);
    require(!/^\p{White_Space}|\p{White_Space}$/u.test(text), part);
    require(!/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Zl}\p{Zp}]/u.test(visible), part);
    require(text.normalize("NFC") === text, part);
}

/** One spelling for each number from 0 to 100: no zero before it, none behind the point. */
function isPercent(text) {
    return text === "100" || /^(?:0|[1-9][0-9]?)(?:\.[0-9]?[1-9])?$/.test(text);
}
