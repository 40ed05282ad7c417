// The page in which a module runs: its parts beside the content, and whether all is saved.
//
// It stands on the host of content, below an address that only this learner was given, and knows
// nothing but what is there.

import { json, sentence } from "./player-answer.js";
import { RunTime } from "./player-api.js";
import { Film } from "./player-film.js";
import { Model } from "./player-model.js";
import { isOpenable, rowOf } from "./player-parts.js";
import { Saving, sendLeftovers } from "./player-saving.js";
import { textsOf } from "./player-text.js";

const unloadTimeMax = 3_000;
const saveTimeMax = 10_000;
const lookTime = 10_000;
const here = new URL("./", location.href);
const element = (id) => document.getElementById(id);

class Player {
    #launch;
    #texts = textsOf(document.documentElement.lang);
    /** The part that is open: its number, its run-time unless it reports nothing, its saving. */
    #open = null;
    /** Whether parts are being changed, when what content asks for comes too late. */
    #isBusy = false;
    /** Whether the page itself goes. */
    #isLeaving = false;
    #isExitRepeated = false;
    #walls;

    async start() {
        addEventListener("pagehide", () => this.#hide());
        // Without its content a page that is gone back to is none.
        addEventListener("pageshow", ({ persisted }) => {
            if (persisted) location.reload();
        });
        document.addEventListener("visibilitychange", () => {
            if (document.visibilityState !== "hidden") return;
            this.#open?.film?.report();
            this.#open?.saving.leave();
        });
        addEventListener("focus", () => this.#look());
        setInterval(() => this.#look(), lookTime);
        await sendLeftovers();
        try {
            this.#launch = await json(await fetch(address("launch"), { cache: "no-store" }));
        } catch (error) {
            this.#say(sentence(error));
            return;
        }
        this.#dress();
        const current = this.#part(this.#launch.current);
        const isMeant = this.#launch.order === undefined ? isOpenable(current) : current;
        const first = isMeant ? current : this.#launch.parts.find(isOpenable);
        if (first === undefined) this.#say("failed");
        else await this.#openPart(first.number);
    }

    // MARK: The page

    #dress() {
        element("parts").setAttribute("aria-label", this.#texts.contents);
        for (const id of ["next", "previous", "exit"]) element(id).textContent = this.#texts[id];
        element("exit").addEventListener("click", (event) => {
            event.preventDefault();
            this.#exit();
        });
        element("next").addEventListener("click", () => this.#step(1));
        element("previous").addEventListener("click", () => this.#step(-1));
        this.#list();
    }

    /** The parts, as the server last said. */
    #list() {
        const { parts } = this.#launch;
        const rows = parts.filter(({ visible }) => visible !== false);
        element("parts").replaceChildren(...rows.map((part) => this.#row(part)));
        element("parts").hidden = this.#isAlone();
        this.#buttons();
    }

    #row(part) {
        const isCurrent = part.number === this.#open?.number;
        return rowOf(part, this.#texts, isCurrent, (chosen) => this.#go(chosen));
    }

    #buttons() {
        const hasEnded = this.#open === null || this.#open.runTime === null
            || this.#open.hasFinished;
        const { order } = this.#launch;
        if (order === undefined) {
            element("next").hidden = !hasEnded || this.#beside(1) === undefined;
            element("previous").hidden = this.#beside(-1) === undefined;
            return;
        }
        // What content brings itself is not shown twice (Sequencing and Navigation, 5.5).
        // Leaving stays possible.
        const { hidden } = order;
        element("next").hidden = hidden.includes("continue") || order.next === null && !order.more;
        element("previous").hidden = hidden.includes("previous") || order.previous === null;
        for (const [request, part] of [["continue", order.next], ["previous", order.previous]]) {
            this.#open?.model?.tell(`adl.nav.request_valid.${request}`, String(part !== null));
        }
        for (const { identifier, opens } of this.#launch.parts) {
            this.#open?.model?.tell(`adl.nav.request_valid.choice.{target=${identifier}}`,
                String(opens !== null));
        }
    }

    /** Shows a sentence in place of the content, or takes it away. */
    #say(key) {
        const problem = element("problem");
        problem.hidden = key === undefined;
        problem.textContent = key === undefined ? "" : this.#texts[key];
        element("stage").hidden = key !== undefined || this.#open?.film !== undefined;
        element("film").hidden = key !== undefined || this.#open?.film === undefined;
    }

    #mark(state) {
        const mark = element("mark");
        mark.className = `is-${state}`;
        mark.textContent = this.#texts[state];
        if (state !== "superseded" && state !== "closed") return;
        // Whoever works on here would work in vain.
        this.#open?.runTime?.close();
        this.#open?.film?.close();
        this.#blank();
        this.#say(state);
    }

    // MARK: Parts

    #part(number) {
        return this.#launch.parts.find((part) => part.number === number);
    }

    /** Whether there is only one part. */
    #isAlone() {
        return this.#launch.parts.filter(({ launchable }) => launchable).length < 2;
    }

    /** The next part that can be opened, or the one before; in the order of its package if any. */
    #beside(step) {
        const { order } = this.#launch;
        if (order !== undefined) return this.#part(step > 0 ? order.next : order.previous);
        const parts = this.#launch.parts.filter(isOpenable);
        const numbers = this.#launch.parts.map(({ number }) => number);
        const place = numbers.indexOf(this.#open?.number ?? this.#launch.current);
        const later = parts.filter(({ number }) => numbers.indexOf(number) > place);
        const earlier = parts.filter(({ number }) => numbers.indexOf(number) < place);
        return step > 0 ? later[0] : earlier.at(-1);
    }

    async #go(part) {
        if (part !== undefined && isOpenable(part) && !this.#isBusy) {
            await this.#openPart(part.number);
        }
    }

    /** On or back; which part that is, is known when the present one has had its say. */
    async #step(step) {
        if (this.#launch.order === undefined) await this.#go(this.#beside(step));
        else if (!this.#isBusy) await this.#openPart(() => this.#beside(step)?.number);
    }

    /** `meant` is a part's number, or says it when the present part is closed. */
    async #openPart(meant) {
        this.#isBusy = true;
        try {
            const hadOpen = this.#open !== null;
            await this.#close();
            const follows = hadOpen ? this.#launch.order?.follows : null;
            if (follows === "exit") {
                location.assign(element("exit").href);
                return;
            }
            // The rules of what has ended go before what was wanted.
            const number = follows ?? (typeof meant === "function" ? meant() : meant);
            if (number === undefined) this.#say("locked");
            else await this.#begin(number);
        } catch (error) {
            this.#say(sentence(error));
        }
        this.#isBusy = false;
        this.#list();
    }

    async #begin(number) {
        const answer = await fetch(address(`parts/${number}/runs`), { method: "POST" });
        const begun = await json(answer);
        const { run, model, elements, content, seq, saves, ...news } = begun;
        const url = address(saves);
        const open = { number, runTime: null, hasFinished: false };
        // The mark of a part that is left does not stand beside the next.
        const isHere = () => this.#open === open;
        open.saving = new Saving({ run, url, seq: seq ?? 1 }, {
            changed: (state) => isHere() && this.#mark(state),
            answered: (given) => this.#take(given),
        });
        this.#open = open;
        this.#launch.current = number;
        this.#take(news);
        if (model) this.#provide(open, new Model(model, elements ?? {}));
        if (begun.film) this.#show(open, begun);
        this.#mark("saved");
        this.#say();
        if (begun.film) element("video").focus();
        else if (begun.own_window) this.#offer(address(content));
        else this.#stage(address(content));
    }

    /** Content runs between walls; in these browsers show no PDF, which runs nothing. */
    #stage(content) {
        const stage = element("stage");
        this.#walls ??= stage.getAttribute("sandbox") ?? "";
        const isPaper = /[.]pdf$/iu.test(new URL(content).pathname);
        if (isPaper) stage.removeAttribute("sandbox");
        else if (this.#walls !== "") stage.setAttribute("sandbox", this.#walls);
        stage.contentWindow.location.replace(content);
    }

    /** A link to a unit that wants a window of its own, which no browser opens unasked. */
    #offer(content) {
        const link = document.createElement("a");
        link.href = content;
        link.target = "_blank";
        link.rel = "noopener";
        link.textContent = this.#texts.own;
        // Its token is given once.
        link.addEventListener("click", () => setTimeout(() => this.#say("elsewhere"), 0));
        this.#say("own");
        element("problem").replaceChildren(link);
    }

    /** What has no run-time here speaks to the server alone: what came of it is asked for. */
    async #look() {
        const open = this.#open;
        if (open === null || open.runTime !== null || open.film || this.#isBusy) return;
        if (document.hidden) return;
        try {
            const news = await json(await fetch(address("launch"), { cache: "no-store" }));
            // Its list is not drawn anew under whoever stands in it, unless it has changed.
            const isNew = ({ number, status }) => this.#part(number)?.status !== status;
            if (this.#open === open && news.parts.some(isNew)) this.#take(news);
        } catch {
            // What is shown stays until it is asked for once more.
        }
    }

    /** Shows a film, which is no page of its own. */
    #show(open, { content, captions, film }) {
        const addresses = captions.map(({ address: path, language }) => (
            { address: String(address(path)), language }
        ));
        open.wanted = film.wanted;
        open.film = new Film(element("video"), {
            content: String(address(content)), captions: addresses, film,
        }, {
            set: (name, value) => open.saving.set(name, value),
            call: (entry) => open.saving.call(entry),
            hold: (isHeld) => {
                element("held").textContent = isHeld ? this.#texts.skipped : "";
            },
        });
        this.#watched(film.percent);
    }

    /** How much was watched, as the server counts. */
    #watched(percent) {
        const { wanted } = this.#open ?? {};
        if (wanted === undefined || percent === null) return;
        element("watched").textContent = this.#texts.watched
            .replace("{percent}", Math.floor(percent)).replace("{wanted}", wanted);
    }

    /** Puts the object where content looks for it. */
    #provide(open, model) {
        open.model = model;
        open.runTime = new RunTime(model, {
            call: (entry) => open.saving.call(entry),
            set: (name, value) => {
                open.saving.set(name, value);
                this.#hurry(open);
            },
            commit: () => {
                open.saving.commit();
                this.#hurry(open);
            },
            finish: (request) => this.#finish(open, request),
        });
        open.objectName = open.runTime.objectName;
        window[open.objectName] = open.runTime.object();
    }

    /** What content sets while the page goes is sent before it is gone. */
    #hurry(open) {
        if (!this.#isLeaving || open.isHurrying) return;
        open.isHurrying = true;
        queueMicrotask(() => {
            open.isHurrying = false;
            open.saving.leave();
        });
    }

    /** Content said that it has finished. */
    #finish(open, request) {
        open.hasFinished = true;
        open.saving.end();
        if (this.#isLeaving) open.saving.leave();
        if (this.#open !== open || this.#isBusy || this.#isLeaving) return;
        this.#buttons();
        // Content goes on after its call, and is taken away when it is through.
        setTimeout(() => this.#follow(open, request ?? "_none_"), 0);
    }

    /** What content of SCORM 2004 asked for (Sequencing and Navigation, 5.6). */
    #follow(open, request) {
        if (this.#open !== open || this.#isBusy) return;
        const target = /^\{target=(.+)\}(?:choice|jump)$/u.exec(request)?.[1];
        if (target !== undefined) {
            const part = this.#launch.parts.find(({ identifier }) => identifier === target);
            // What it opens is known when its last words are saved.
            if (this.#launch.order === undefined) this.#go(part);
            else this.#openPart(() => this.#part(part?.number)?.opens ?? undefined);
            return;
        }
        switch (request) {
        case "continue": this.#step(1); break;
        case "previous": this.#step(-1); break;
        case "exit":
        case "abandon": this.#rest(); break;
        case "exitAll":
        case "abandonAll":
        case "suspendAll": this.#exit(); break;
        }
    }

    /** No part is open, and the learner chooses; alone it was the whole module. */
    async #rest() {
        if (this.#isAlone()) {
            this.#exit();
            return;
        }
        this.#isBusy = true;
        await this.#close();
        this.#isBusy = false;
        const follows = this.#launch.order?.follows ?? null;
        if (follows === "exit") {
            location.assign(element("exit").href);
        } else if (follows !== null) {
            await this.#openPart(follows);
        } else {
            this.#say("empty");
        }
        this.#list();
    }

    // MARK: Leaving

    /** Takes the content away, which then has its say, and ends the run. */
    async #close() {
        const open = this.#open;
        if (open === null) return true;
        await this.#blank();
        this.#end(open);
        const isSaved = await open.saving.isSaved(saveTimeMax);
        this.#open = null;
        return isSaved;
    }

    #end(open) {
        if (open.runTime?.hasEnded === false) open.saving.set("run.left", "true");
        open.film?.close();
        delete open.film;
        open.runTime?.close();
        open.saving.end();
        if (open.objectName !== undefined) delete window[open.objectName];
    }

    #blank() {
        const stage = element("stage");
        return new Promise((resolve) => {
            stage.addEventListener("load", resolve, { once: true });
            setTimeout(resolve, unloadTimeMax);
            stage.contentWindow.location.replace("about:blank");
        });
    }

    async #exit() {
        if (this.#isExitRepeated) {
            location.assign(element("exit").href);
            return;
        }
        if (this.#isBusy) return;
        this.#isBusy = true;
        const isSaved = await this.#close();
        this.#isBusy = false;
        if (isSaved) {
            location.assign(element("exit").href);
        } else {
            this.#isExitRepeated = true;
            this.#say("leave");
        }
    }

    /** The page goes: content is taken away first, so that its last words are sent, too. */
    #hide() {
        const open = this.#open;
        if (open === null || this.#isLeaving) return;
        this.#isLeaving = true;
        element("stage").remove();
        this.#end(open);
        open.saving.leave();
    }

    /** What the server says of the parts after a save. */
    #take({ parts, order }) {
        if (order !== undefined) this.#launch.order = order;
        if (!Array.isArray(parts)) return;
        for (const { number, ...news } of parts) {
            const part = this.#part(number);
            if (part !== undefined) Object.assign(part, news);
            if (number === this.#open?.number) this.#watched(part.progress);
        }
        if (!this.#isLeaving) this.#list();
    }
}

function address(path) {
    return new URL(path, here);
}

new Player().start();
