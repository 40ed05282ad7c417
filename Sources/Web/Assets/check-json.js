// JSON read strictly (RFC 8259) and written canonically (RFC 8785).
//
// Objects are maps, so that no name means anything to the language. The browser's own reader takes
// a name twice without a word; two programs could then read two certificates.

import { text as decoded } from "./check-bytes.js";
import { Problem } from "./check-problem.js";

const nestingMax = 64;
const escapes = { "\"": "\"", "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** A number that is no integer which every program keeps exactly. */
class OtherNumber {}

/** The value of a UTF-8 text; refuses with the problem `malformed` and the place. */
export function parseJSON(bytes) {
    const source = decoded(bytes);
    if (source === null) throw new Problem("malformed");
    return new Parser(source).document();
}

class Parser {
    constructor(source) {
        this.source = source;
        this.place = 0;
        this.depth = 0;
    }

    document() {
        const value = this.value();
        this.skipSpace();
        if (this.place !== this.source.length) throw this.problem();
        return value;
    }

    problem() {
        return new Problem("malformed", String(this.place));
    }

    get next() {
        return this.source[this.place];
    }

    skipSpace() {
        while (" \t\n\r".includes(this.next ?? "x")) this.place += 1;
    }

    take(word) {
        const stands = this.source.startsWith(word, this.place);
        if (stands) this.place += word.length;
        return stands;
    }

    value() {
        this.skipSpace();
        if (this.next === "{") return this.object();
        if (this.next === "[") return this.array();
        if (this.next === "\"") return this.string();
        if (this.take("true")) return true;
        if (this.take("false")) return false;
        if (this.take("null")) return null;
        return this.number();
    }

    enter() {
        this.depth += 1;
        if (this.depth > nestingMax) throw this.problem();
        this.place += 1;
        this.skipSpace();
    }

    /** Whether a comma follows; the end is passed over too. */
    goesOn(end) {
        this.skipSpace();
        if (this.take(",")) return true;
        if (!this.take(end)) throw this.problem();
        this.depth -= 1;
        return false;
    }

    object() {
        this.enter();
        const members = new Map();
        if (this.next === "}") {
            this.goesOn("}");
            return members;
        }
        do {
            this.skipSpace();
            if (this.next !== "\"") throw this.problem();
            const name = this.string();
            if (members.has(name)) throw this.problem();
            this.skipSpace();
            if (!this.take(":")) throw this.problem();
            members.set(name, this.value());
        } while (this.goesOn("}"));
        return members;
    }

    array() {
        this.enter();
        const elements = [];
        if (this.next === "]") {
            this.goesOn("]");
            return elements;
        }
        do elements.push(this.value()); while (this.goesOn("]"));
        return elements;
    }

    number() {
        const form = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
        form.lastIndex = this.place;
        const found = form.exec(this.source);
        if (found === null) throw this.problem();
        this.place = form.lastIndex;
        const isInteger = found[1] === undefined && found[2] === undefined;
        const number = Number(found[0]);
        return isInteger && Number.isSafeInteger(number) ? number : new OtherNumber();
    }

    string() {
        this.place += 1;
        let text = "";
        for (;;) {
            const symbol = this.next;
            if (symbol === undefined || symbol < " ") throw this.problem();
            this.place += 1;
            if (symbol === "\"") break;
            text += symbol === "\\" ? this.escaped() : symbol;
        }
        if (!text.isWellFormed()) throw this.problem();
        return text;
    }

    escaped() {
        const symbol = this.next ?? "";
        this.place += 1;
        if (symbol === "u") {
            const digits = this.source.slice(this.place, this.place + 4);
            if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw this.problem();
            this.place += 4;
            return String.fromCharCode(parseInt(digits, 16));
        }
        if (!Object.hasOwn(escapes, symbol)) throw this.problem();
        return escapes[symbol];
    }
}

/** The canonical text of a value; null when it holds a number that has none. */
export function canonicalJSON(value) {
    if (value instanceof OtherNumber) return null;
    if (value === null || typeof value !== "object") return JSON.stringify(value);
    if (Array.isArray(value)) {
        const parts = value.map(canonicalJSON);
        return parts.includes(null) ? null : `[${parts.join(",")}]`;
    }
    const members = value instanceof Map ? [...value] : Object.entries(value);
    // The order of UTF-16 code units, which is also that of JavaScript.
    members.sort(([first], [second]) => (first < second ? -1 : first > second ? 1 : 0));
    const parts = members.filter(([, member]) => member !== undefined)
        .map(([name, member]) => [JSON.stringify(name), canonicalJSON(member)]);
    return parts.some(([, member]) => member === null)
        ? null : `{${parts.map((part) => part.join(":")).join(",")}}`;
}

/** Takes the members of an object one by one until none may be left. */
export class ObjectReader {
    #path;
    #members;

    /** Reads an object at a path; the path of the document itself is empty. */
    constructor(value, path) {
        if (!(value instanceof Map)) throw new Problem("wrong_value", path);
        this.#members = new Map(value);
        this.#path = path === "" ? "" : path + ".";
    }

    wrongValue(name) {
        return new Problem("wrong_value", this.#path + name);
    }

    /** Takes a member that may be missing. */
    optional(name) {
        const value = this.#members.get(name);
        this.#members.delete(name);
        return value;
    }

    value(name) {
        const value = this.optional(name);
        if (value === undefined) throw new Problem("missing_member", this.#path + name);
        return value;
    }

    text(name) {
        const value = this.value(name);
        if (typeof value !== "string") throw this.wrongValue(name);
        return value;
    }

    optionalText(name) {
        return this.#members.has(name) ? this.text(name) : undefined;
    }

    integer(name) {
        const value = this.value(name);
        if (typeof value !== "number") throw this.wrongValue(name);
        return value;
    }

    moment(name) {
        const text = this.text(name);
        if (unixSeconds(text) === null) throw this.wrongValue(name);
        return text;
    }

    optionalMoment(name) {
        return this.#members.has(name) ? this.moment(name) : undefined;
    }

    /** Takes a member that has this value in every certificate. */
    constant(name, expected) {
        if (canonicalJSON(this.value(name)) !== JSON.stringify(expected)) {
            throw this.wrongValue(name);
        }
    }

    object(name) {
        return new ObjectReader(this.value(name), this.#path + name);
    }

    /** Takes a member that is an array of one object, or is missing. */
    optionalOnlyObject(name) {
        const value = this.optional(name);
        if (value === undefined) return undefined;
        if (!Array.isArray(value) || value.length !== 1) throw this.wrongValue(name);
        return new ObjectReader(value[0], this.#path + name);
    }

    objects(name) {
        const value = this.value(name);
        if (!Array.isArray(value)) throw this.wrongValue(name);
        return value.map((element) => new ObjectReader(element, this.#path + name));
    }

    /** Nothing else stands in the object. */
    end() {
        for (const name of this.#members.keys()) {
            throw new Problem("unexpected_member", this.#path + name);
        }
    }
}

/** The seconds since 1970 of `2026-01-15T09:00:00Z`; null for every other spelling. */
export function unixSeconds(moment) {
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(moment)) return null;
    const milliseconds = Date.parse(moment);
    if (!(milliseconds >= 0)) return null;
    // Refuses days that a month does not have, and an hour of 24.
    const written = new Date(milliseconds).toISOString().replace(".000Z", "Z");
    return written === moment ? milliseconds / 1000 : null;
}
