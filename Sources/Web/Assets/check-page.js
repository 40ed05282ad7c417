// The part of the page that checks a file. Every word that it shows stands in the page already, in
// the page's language; here they are only put in their places.

import { checkFile, fileBytesMax } from "./check-file.js";
import { verificationID } from "./check-facts.js";
import { Unable } from "./check-problem.js";

const form = document.getElementById("file-check");
const field = document.getElementById("file");
const answer = document.getElementById("file-answer");
const sheet = document.getElementById("file-sheet");
const texts = new Map([...document.getElementById("file-texts").content.children].map(
    (element) => [element.dataset.key, element.textContent],
));
const { lang } = document.documentElement;
const kinds = { Certificate: "participation", Certification: "accreditation" };
/** Counts the files, so that a slow answer for one does not stand beside the name of the next. */
let turn = 0;

document.getElementById("file-none").hidden = true;
form.hidden = false;
field.addEventListener("change", () => take(field.files));
for (const name of ["dragenter", "dragover"]) {
    addEventListener(name, (event) => {
        event.preventDefault();
        form.classList.add("is-over");
    });
}
addEventListener("dragleave", () => form.classList.remove("is-over"));
// Wherever it falls: a browser would otherwise leave the page and show the file.
addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("is-over");
    take(event.dataTransfer?.files);
});

async function take(files) {
    const file = files?.[0];
    if (file === undefined) return;
    turn += 1;
    const mine = turn;
    show({ state: "working" }, file);
    const result = await check(file);
    if (mine !== turn) return;
    show(result, file);
    // The same file again shall be looked at again.
    field.value = "";
    answer.querySelector("h2").focus();
}

async function check(file) {
    if (file.size > fileBytesMax) return { state: "invalid", reason: "too_large" };
    try {
        const now = new Date().toISOString().replace(/\.\d+Z$/, "Z");
        const bytes = new Uint8Array(await file.arrayBuffer());
        return await checkFile(bytes, { ...form.dataset, load, now });
    } catch {
        return { state: "unavailable", reason: "file" };
    }
}

/** The bytes at a path of this site; asked for anew, without cookies. */
async function load(path) {
    let response;
    try {
        response = await fetch(path, { cache: "no-cache", credentials: "omit", redirect: "error" });
    } catch {
        throw new Unable("keys");
    }
    if (response.status === 404) return null;
    if (!response.ok) throw new Unable("keys");
    return new Uint8Array(await response.arrayBuffer());
}

function show(result, file) {
    const content = sheet.content.cloneNode(true);
    const slots = slotsOf(result, file);
    const { facts } = result;
    content.querySelector(".answer").classList.add(`is-${result.state}`);
    content.querySelector(".sheet").classList.add(`is-${result.state}`);
    content.querySelector("path").setAttribute("d", texts.get(`icon.${result.state}`));
    if (facts === undefined) content.querySelector(".certified").remove();
    for (const element of content.querySelectorAll("[data-slot]")) {
        const text = slots[element.dataset.slot];
        if (text === undefined || text === "") {
            (element.closest("[data-row]") ?? element).remove();
        } else {
            element.textContent = text;
            if ("signed" in element.dataset) element.lang = facts.language;
            if (element.localName === "a") element.href = slots.register;
        }
    }
    answer.replaceChildren(content);
}

function slotsOf(result, file) {
    const { state, reason, part, facts } = result;
    const slots = {
        heading: texts.get(`heading.${reason}`) ?? texts.get(`heading.${state}`),
        explanation: texts.get(`reason.${reason}`) ?? texts.get(`explanation.${state}`),
        advice: texts.get(`advice.${state}`),
        part, file: file.name,
    };
    if (reason === "key_revoked" || reason === "not_yet_valid") {
        [slots.part, slots.day] = [undefined, date(part, "Europe/Belgrade")];
    }
    if (facts === undefined) return slots;
    const kind = kinds[facts.achievement.kind] ?? "completion";
    const id = verificationID(facts.url);
    return {
        ...slots, ...names(facts), id, kind: texts.get(`kind.${kind}`),
        heading: texts.get(`heading.${kind}.${state}`) ?? slots.heading,
        course: facts.achievement.name,
        criteria: facts.achievement.criteria, hours: facts.evidence?.narrative,
        result: facts.result && percent(facts.result.name, facts.result.percent),
        needed: facts.result?.percentToPass && percent("", facts.result.percentToPass),
        issuer: facts.issuer.name, did: facts.issuer.did, number: facts.registerNumber,
        // A certificate begins with a day of the centre and ends with one in UTC.
        issued: date(facts.validFrom, "Europe/Belgrade"),
        awarded: facts.awarded && date(facts.awarded, "Europe/Belgrade"),
        until: facts.validUntil === undefined ? texts.get("unlimited")
            : date(facts.validUntil, "UTC"),
        register: `/${lang}/c/${id}`, registerText: `/c/${id}`,
    };
}

/** The name in the page's script first, the other one beside it if it differs. */
function names({ holder }) {
    const { nameCyrillic, nameLatin } = holder;
    const isCyrillic = lang === "sr-Cyrl";
    const [first, second] = isCyrillic ? [nameCyrillic, nameLatin] : [nameLatin, nameCyrillic];
    return { holder: first, other: first === second ? undefined : second };
}

function percent(name, number) {
    const isEnglish = lang === "en";
    const written = isEnglish ? `${number}%` : `${number.replace(".", ",")}\u00A0%`;
    return name === "" ? written : `${name}: ${written}`;
}

/** The day of a moment in a time zone, as the other pages write it. */
function date(moment, timeZone) {
    const format = new Intl.DateTimeFormat("en-GB", {
        timeZone, day: "numeric", month: lang === "en" ? "long" : "numeric", year: "numeric",
    });
    const parts = Object.fromEntries(
        format.formatToParts(new Date(moment)).map(({ type, value }) => [type, value]),
    );
    if (lang === "en") return `${parts.day} ${parts.month} ${parts.year}`;
    return `${parts.day.padStart(2, "0")}.${parts.month.padStart(2, "0")}.${parts.year}.`;
}
