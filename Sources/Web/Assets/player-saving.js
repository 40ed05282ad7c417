// Sends what content set, in order, until the server has it, whatever happens to the page.
//
// What a page that closes asks for is sent if it is no longer than 64 KiB, and nothing at all when
// the browser is killed. So little waits, what waits is kept in the browser, and the next page that
// is opened sends it.

const prefix = "obuka.run.";
const setDelay = 1_500;
const interval = 30_000;
const retryDelays = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000];
const requestTimeMax = 30_000;
/** Below the 64 KiB that may be sent while a page goes. */
const bodyBytesMax = 60_000;
const leavingBytesMax = 65_536;
const callsMax = 200;
const keptDays = 30;
const encoder = new TextEncoder();

/** The saves of one run. */
export class Saving {
    #key;
    #url;
    #seq;
    #listener;
    /** What is sent, in order, as bytes that do not change any more. */
    #queue = [];
    #set = [];
    #calls = [];
    #isEnded = false;
    #isSending = false;
    #failures = 0;
    #stopped = null;
    /** The last save that was sent when the page seemed to go. */
    #leaving = null;
    #timer;
    #interval;
    #wake = () => {};
    #state = "saved";

    /**
     * `run` names the run, `url` is where its saves go, `seq` the number of the next one. The
     * `listener` hears the state (`saved`, `saving`, `unsaved`, `superseded`, `closed`) in
     * `changed`, and what the server answers in `answered`.
     */
    constructor({ run, url, seq }, listener) {
        this.#key = prefix + run;
        this.#url = String(url);
        this.#seq = seq;
        this.#listener = listener;
        this.#interval = setInterval(() => this.commit(), interval);
        addEventListener("online", this.#online);
    }

    #online = () => this.#wake();

    /** What content set. */
    set(element, value) {
        if (this.#isEnded) return;
        // Content sets the same again and again; a record keeps its order.
        const isInList = /\.\d+\./.test(element);
        const known = isInList ? undefined : this.#set.find(([name]) => name === element);
        if (known === undefined) this.#set.push([element, value]);
        else known[1] = value;
        this.#timer ??= setTimeout(() => this.commit(), setDelay);
        this.#tell();
    }

    /** A call, for the log. */
    call(entry) {
        if (this.#isEnded) return;
        this.#calls.push(entry);
        if (this.#calls.length >= callsMax) this.#timer ??= setTimeout(() => this.commit(), 0);
    }

    /** Sends what there is. */
    commit() {
        this.#cut();
        this.#send();
    }

    /** Sends that the run has ended, once. */
    end() {
        if (this.#isEnded) return;
        this.#isEnded = true;
        this.#cut(true);
        this.#send();
        clearInterval(this.#interval);
    }

    /**
     * The page may be gone in a moment: everything is sent at once.
     *
     * In one request, for of several the later may come first, and nobody is there any more to
     * send it again.
     */
    leave() {
        this.#cut();
        const last = this.#queue.at(-1)?.seq;
        // Several events say that a page goes; of the same bytes few may be on their way.
        if (last === undefined || last === this.#leaving) return;
        this.#leaving = last;
        const rest = [...this.#queue];
        let bytes = '{"saves":[]}'.length;
        const together = taken(rest, ({ body }) => {
            bytes += encoder.encode(body).length + 1;
            return bytes <= leavingBytesMax;
        }, Infinity, true);
        const heard = (isDone) => {
            if (isDone) this.#wake();
            else this.#leaving = null;
        };
        if (together.length > 0) this.#post(together, { keepalive: true }).then(heard);
        for (const save of rest) this.#post([save]).then(heard);
    }

    /** Whether everything came to the server within some time. */
    async isSaved(milliseconds) {
        const end = performance.now() + milliseconds;
        while (this.#isWaiting && this.#stopped === null) {
            if (performance.now() > end) return false;
            await new Promise((resolve) => setTimeout(resolve, 50));
        }
        return true;
    }

    get #isWaiting() {
        return this.#queue.length > 0 || this.#set.length > 0;
    }

    /** Makes saves of what was set and called; none is larger than a closing page may send. */
    #cut(isEnd = false) {
        clearTimeout(this.#timer);
        this.#timer = undefined;
        if (this.#stopped !== null) return;
        let isLast = !isEnd && this.#set.length === 0 && this.#calls.length === 0;
        while (!isLast) {
            let bytes = 100;
            const fits = (part) => {
                bytes += encoder.encode(JSON.stringify(part)).length + 1;
                return bytes <= bodyBytesMax;
            };
            const set = taken(this.#set, fits);
            const calls = taken(this.#calls, fits, callsMax, set.length > 0);
            isLast = this.#set.length === 0 && this.#calls.length === 0;
            const seq = this.#seq;
            const body = JSON.stringify({ seq, set, calls, ended: isEnd && isLast });
            this.#queue.push({ seq, body });
            this.#seq += 1;
        }
        this.#keep();
        this.#tell();
    }

    async #send() {
        if (this.#isSending) return;
        this.#isSending = true;
        while (this.#queue.length > 0 && this.#stopped === null) {
            if (await this.#post([this.#queue[0]])) {
                this.#failures = 0;
            } else if (this.#stopped === null) {
                const delay = retryDelays[Math.min(this.#failures, retryDelays.length - 1)];
                this.#failures += 1;
                this.#tell();
                await this.#pause(delay);
            }
            this.#tell();
        }
        this.#isSending = false;
        if (this.#isEnded && this.#queue.length === 0) removeEventListener("online", this.#online);
    }

    #pause(milliseconds) {
        return new Promise((resolve) => {
            const timer = setTimeout(resolve, milliseconds);
            this.#wake = () => {
                clearTimeout(timer);
                resolve();
            };
        });
    }

    /** Whether the server has saves that follow each other, or wants none any more. */
    async #post(saves, options = { signal: AbortSignal.timeout(requestTimeMax) }) {
        const bodies = saves.map(({ body }) => body);
        const body = bodies.length === 1 ? bodies[0] : `{"saves":[${bodies.join(",")}]}`;
        const { status, answer } = await post(this.#url, body, options);
        if (status === 409 || status === 410) {
            this.#stop(status === 409 ? "superseded" : "closed");
            return true;
        }
        if (status < 200 || status > 299) return false;
        this.#queue = this.#queue.filter(({ seq }) => seq > saves.at(-1).seq);
        this.#keep();
        if (answer !== null) this.#listener.answered(answer);
        this.#tell();
        return true;
    }

    #stop(state) {
        if (this.#stopped !== null) return;
        this.#stopped = state;
        [this.#queue, this.#set, this.#calls] = [[], [], []];
        clearInterval(this.#interval);
        clearTimeout(this.#timer);
        this.#keep();
        this.#tell();
    }

    #keep() {
        keep(this.#key, this.#url, this.#queue);
    }

    #tell() {
        const open = this.#failures > 0 ? "unsaved" : "saving";
        const state = this.#stopped ?? (this.#isWaiting ? open : "saved");
        if (state === this.#state) return;
        this.#state = state;
        this.#listener.changed(state);
    }
}

/** Sends what runs before left in the browser; what cannot be sent now stays for the next time. */
export async function sendLeftovers() {
    for (const key of leftoverKeys()) {
        const { url, at, queue } = leftover(key);
        if (url === undefined || Date.now() - at > keptDays * 86_400_000) {
            forget(key);
            continue;
        }
        while (queue.length > 0 && await sendLeftover(url, queue[0])) {
            queue.shift();
            keep(key, url, queue);
        }
    }
}

/** Whether a save is done with: the server has it, or will never take it. */
async function sendLeftover(url, { body }) {
    for (const delay of [500, 1_500, 0]) {
        const { status } = await post(url, body, { signal: AbortSignal.timeout(requestTimeMax) });
        if (status >= 200 && status < 500 && ![408, 425, 429].includes(status)) return true;
        await new Promise((resolve) => setTimeout(resolve, delay));
    }
    return false;
}

/** The status of the answer, 0 when there is none, and what it says in JSON. */
async function post(url, body, options) {
    try {
        const response = await fetch(url, {
            method: "POST", body, headers: { "Content-Type": "application/json" },
            cache: "no-store", redirect: "error", ...options,
        });
        return { status: response.status, answer: await response.json().catch(() => null) };
    } catch {
        return { status: 0, answer: null };
    }
}

/** Takes parts off the beginning of a list as long as they fit, one at least if nothing else is. */
function taken(list, fits, countMax = Infinity, isOptional = false) {
    let count = 0;
    while (count < list.length && count < countMax
        && (fits(list[count]) || (count === 0 && !isOptional))) count += 1;
    return list.splice(0, count);
}

// MARK: What the browser keeps

/**
 * A browser may have no room, or be told to keep nothing: then only the server has it.
 *
 * It is kept for this tab alone: an address of saves opens a module, and a package in another tab
 * is of the same host.
 */
function keep(key, url, queue) {
    try {
        if (queue.length === 0) sessionStorage.removeItem(key);
        else sessionStorage.setItem(key, JSON.stringify({ url, at: Date.now(), queue }));
    } catch {
        // Then the page has to stay open until it is saved, which its mark says.
    }
}

function forget(key) {
    keep(key, "", []);
}

function leftoverKeys() {
    try {
        return Object.keys(sessionStorage).filter((key) => key.startsWith(prefix));
    } catch {
        return [];
    }
}

function leftover(key) {
    try {
        const { url, at, queue } = JSON.parse(sessionStorage.getItem(key));
        // Content of the same host can write here; it may send to its own host only.
        if (new URL(url).origin !== location.origin || !Array.isArray(queue)) return {};
        return { url, at, queue };
    } catch {
        return {};
    }
}
