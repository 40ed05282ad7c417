// The frame in which a file of H5P plays: its core is what the operator installed, its libraries
// are in the file, and what the learner does is reported as SCORM 2004 does.

import { textsOf } from "./player-text.js";

/** How often the core asks for the state to be kept; without it none is given back. */
const secondsBetweenStates = 10;
const verbs = "http://adlnet.gov/expapi/verbs/";
const api = parent.API_1484_11;
const language = parent.document.documentElement.lang;
const here = new URL("./", location.href);

/** A library that the file should have and has not. */
class Missing extends Error {}

async function start() {
    document.documentElement.lang = language;
    api.Initialize("");
    addEventListener("pagehide", leave);
    try {
        await play();
    } catch (error) {
        const texts = textsOf(language);
        const problem = document.getElementById("problem");
        problem.hidden = false;
        problem.textContent = error instanceof Missing
            ? texts.library + error.message : texts.failed;
    }
}

async function play() {
    const description = await json("content/h5p.json");
    const libraries = await inOrder(description.preloadedDependencies ?? []);
    const main = libraries.find(({ machineName }) => machineName === description.mainLibrary);
    if (main === undefined) throw new Missing(description.mainLibrary);
    const { files } = await json("h5p-player");
    prepare(description, main, await text("content/content/content.json"));
    for (const file of files) await load(address(`h5p-player/${file}`));
    for (const library of libraries) {
        const folder = `content/${folderOf(library)}`;
        for (const { path } of library.preloadedCss ?? []) await load(address(`${folder}/${path}`));
        for (const { path } of library.preloadedJs ?? []) await load(address(`${folder}/${path}`));
    }
    H5P.externalDispatcher.on("xAPI", ({ data }) => hear(data.statement));
    H5P.setUserData = keepState;
    document.body.style.padding = "0.75rem";
    H5P.init(document.body);
}

/** The libraries, each after those that it needs (H5P specification, “Library definition”). */
async function inOrder(dependencies) {
    const found = new Map();
    async function add(library) {
        const name = folderOf(library);
        if (found.has(name)) return;
        found.set(name, null);
        const definition = await json(`content/${name}/library.json`).catch(() => {
            throw new Missing(name);
        });
        for (const needed of definition.preloadedDependencies ?? []) await add(needed);
        found.delete(name);
        found.set(name, definition);
    }
    for (const library of dependencies) await add(library);
    return [...found.values()];
}

function folderOf({ machineName, majorVersion, minorVersion }) {
    return `${machineName}-${majorVersion}.${minorVersion}`;
}

/** What the core looks for; it must be there before its scripts are. */
function prepare(description, main, content) {
    const state = api.GetValue("cmi.suspend_data");
    window.H5P = { preventInit: true };
    window.H5PIntegration = {
        baseUrl: location.origin, url: address("content"), urlLibraries: address("content"),
        ajax: {}, core: {}, l10n: { H5P: {} }, saveFreq: secondsBetweenStates,
        postUserStatistics: false,
        contents: {
            "cid-1": {
                library: `${main.machineName} ${main.majorVersion}.${main.minorVersion}`,
                jsonContent: content, contentUrl: address("content/content"),
                url: address("content"), title: description.title, fullScreen: "0",
                metadata: { title: description.title },
                displayOptions: {
                    frame: false, export: false, embed: false, copyright: false, icon: false,
                },
                contentUserData: [{ state: state === "" ? false : state }],
            },
        },
    };
}

function load(url) {
    return new Promise((resolve, reject) => {
        const isStyle = new URL(url).pathname.endsWith(".css");
        const element = document.createElement(isStyle ? "link" : "script");
        if (isStyle) element.rel = "stylesheet";
        element[isStyle ? "href" : "src"] = url;
        element.addEventListener("load", resolve);
        element.addEventListener("error", () => reject(new Missing(url)));
        document.head.append(element);
    });
}

// MARK: What the learner does

/** A statement of the content; what is inside of another content counts for that one. */
function hear({ verb, object, context, result }) {
    const did = verb?.id?.startsWith(verbs) ? verb.id.slice(verbs.length) : "";
    if (did === "answered") keepAnswer(object, result);
    if (context?.contextActivities?.parent?.length > 0) return;
    if (result?.score !== undefined) keepScore(result.score);
    if (["answered", "completed", "passed", "failed", "consumed"].includes(did)) {
        set("cmi.completion_status", "completed");
        const isPassed = result?.success ?? { passed: true, failed: false }[did];
        if (isPassed !== undefined) set("cmi.success_status", isPassed ? "passed" : "failed");
    } else if (api.GetValue("cmi.completion_status") !== "completed") {
        set("cmi.completion_status", "incomplete");
    }
    keepState();
}

function keepScore({ raw, min, max, scaled }) {
    for (const [name, value] of Object.entries({ min, max, raw })) {
        if (Number.isFinite(value)) set(`cmi.score.${name}`, value);
    }
    const share = scaled ?? (max > 0 ? raw / max : undefined);
    if (Number.isFinite(share)) set("cmi.score.scaled", Math.min(Math.max(share, -1), 1));
}

function keepAnswer(object, result) {
    const name = `cmi.interactions.${api.GetValue("cmi.interactions._count")}`;
    const id = object?.definition?.extensions?.["http://h5p.org/x-api/h5p-subContentId"];
    set(`${name}.id`, `urn:h5p:${id ?? "1"}`);
    set(`${name}.type`, "other");
    // Of a second the model takes hundredths.
    set(`${name}.timestamp`, `${new Date().toISOString().slice(0, 22)}Z`);
    if (result?.response) set(`${name}.learner_response`, String(result.response).slice(0, 4_000));
    const { score, success } = result ?? {};
    const isRight = success ?? (score?.max > 0 ? score.raw === score.max : undefined);
    if (isRight !== undefined) set(`${name}.result`, isRight ? "correct" : "incorrect");
}

let kept = "";

/** What the content wants to be given when it is opened again. */
function keepState() {
    const state = window.H5P?.instances?.[0]?.getCurrentState?.();
    if (state === undefined) return;
    const text = JSON.stringify(state);
    if (text !== kept) set("cmi.suspend_data", text);
    kept = text;
    api.Commit("");
}

function leave() {
    keepState();
    set("cmi.exit", "suspend");
    api.Terminate("");
}

function set(name, value) {
    api.SetValue(name, String(value));
}

// MARK: Files

function address(path) {
    return new URL(path, here).href;
}

async function fetched(path) {
    const response = await fetch(address(path));
    if (!response.ok) throw new Error(`${path}: status ${response.status}`);
    return response;
}

async function json(path) {
    return (await fetched(path)).json();
}

async function text(path) {
    return (await fetched(path)).text();
}

start();
