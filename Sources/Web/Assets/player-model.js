// What content may read and set, by the table of its standard that the server checks with, too.

const keywords = ["_children", "_count", "_version"];
const encoder = new TextEncoder();
const loneSurrogate = /[\uD800-\uDFFF]/u;

/** One part's elements during one run. */
export class Model {
    #table;
    #codes;
    #types;
    #root;
    #elements;
    #counts = new Map();
    #bytes = 0;

    /** `table` is what the server says of the standard, `elements` what can be read at first. */
    constructor(table, elements) {
        this.#table = table;
        this.#codes = table.codes;
        this.#types = new Map(Object.entries(table.types).map(
            ([name, type]) => [name, new Type(type)],
        ));
        this.#root = tree(table);
        this.#elements = new Map();
        for (const [name, value] of Object.entries(elements)) this.#keep(name, value);
    }

    get standard() {
        return this.#table.standard;
    }

    /** The text of an error code; undefined for a code that there is not. */
    errorText(code) {
        return Object.hasOwn(this.#table.errors, code) ? this.#table.errors[code] : undefined;
    }

    /** An element's value whether content may read it or not; undefined when none was set. */
    value(name) {
        return this.#elements.get(name);
    }

    /** Changes what the server said of an element that content only reads. */
    tell(name, value) {
        if (this.#elements.has(name)) this.#keep(name, value);
    }

    // MARK: Reading

    /** `{ value, code, detail }`; the code is 0 when it may be read. */
    get(name) {
        const codes = this.#codes;
        if (name === "") return failure(codes.nameMissingRead, "no element is named");
        const path = this.#path(name);
        if (path.end === "category") return failure(codes.categoryUnknown, `${name} is unknown`);
        if (path.element?.access === "write") {
            return failure(codes.writeOnly, `${name} can only be set`);
        }
        const missing = path.places.find(({ list, index }) => index >= this.#count(list));
        if (missing !== undefined) {
            return failure(codes.recordMissing,
                `${missing.list} has ${this.#count(missing.list)} records`);
        }
        if (path.end === "keyword") return this.#keyword(path);
        if (path.end !== "element") return failure(codes.elementUnknown, `${name} is unknown`);
        const value = this.#derived(name) ?? this.#elements.get(name) ?? path.element.preset;
        if (value !== undefined) return { value, code: 0, detail: "" };
        return failure(codes.valueMissing, `${name} was never set`);
    }

    #keyword({ keyword, group, node, words }) {
        const codes = this.#codes;
        switch (keyword) {
        case "_children":
            if (Object.hasOwn(this.#table.children, group)) {
                return { value: this.#table.children[group], code: 0, detail: "" };
            }
            return failure(codes.childrenMissing, `${words} has no children`);
        case "_count":
            if (node.children.has("n")) {
                return { value: String(this.#count(words)), code: 0, detail: "" };
            }
            return failure(codes.countMissing, `${words} is no list`);
        default:
            return failure(codes.versionMissing, `${words} has no version`);
        }
    }

    /** What follows from a number and its threshold, if there are both. */
    #derived(name) {
        const rule = this.#table.derived.find(({ element }) => element === name);
        if (rule === undefined) return undefined;
        const [number, threshold] = [rule.number, rule.threshold].map(
            (other) => this.#elements.get(other),
        );
        if (number === undefined || threshold === undefined) return undefined;
        return Number(number) >= Number(threshold) ? rule.reached : rule.missed;
    }

    // MARK: Setting

    /** `{ code, detail }`; the code is 0 when it was set. */
    set(name, value) {
        const codes = this.#codes;
        if (name === "") return failure(codes.nameMissingWrite, "no element is named");
        const path = this.#path(name);
        const [first] = path.places;
        if (first !== undefined && !this.#isNext(first)) return this.#outOfOrder(first);
        switch (path.end) {
        case "category": return failure(codes.categoryUnknown, `${name} is unknown`);
        case "keyword": return failure(codes.keywordWritten, `${path.keyword} is never set`);
        case "unknown": return failure(codes.elementUnknown, `${name} is unknown`);
        }
        const problem = this.#problem(path, name, value);
        if (problem !== null) return problem;
        const old = this.#elements.get(name);
        const bytes = this.#bytes + size(name, value) - (old === undefined ? 0 : size(name, old));
        if (bytes > this.#table.recordBytesMax) {
            return failure(codes.recordFull, "the record is full");
        }
        this.#changeType(path, name, value);
        this.#keep(name, value, path);
        return { code: 0, detail: "" };
    }

    #problem(path, name, value) {
        const { element, places, record } = path;
        const codes = this.#codes;
        if (element.needs && record && !this.#elements.has(`${record}.${element.needs}`)) {
            return failure(codes.dependencyMissing, `${record}.${element.needs} was never set`);
        }
        const response = record && element.responses?.[this.#elements.get(`${record}.type`)];
        const wrongPlace = places.slice(1).find(
            (place) => !this.#isNext(place, response?.countMax),
        );
        if (wrongPlace !== undefined) return this.#outOfOrder(wrongPlace);
        if (element.access === "read") return failure(codes.readOnly, `${name} is never set`);
        const old = this.#elements.get(name);
        if (element.once && old !== undefined && old !== value) {
            return failure(codes.notUnique, `${name} is ${old}`);
        }
        const problem = this.#types.get(response?.type ?? element.type).problem(value);
        if (problem === "type") {
            return failure(codes.wrongType, `${name} cannot be ${shown(value)}`);
        }
        if (problem === "range") {
            return failure(codes.outOfRange, `${name} has a range without ${shown(value)}`);
        }
        if ((element.unique || response?.unique) && this.#isTaken(places.at(-1), name, value)) {
            return failure(codes.notUnique, `another one is ${shown(value)}`);
        }
        return null;
    }

    #isTaken({ list, index }, name, value) {
        const end = name.slice(`${list}.${index}`.length);
        for (let other = 0; other < this.#count(list); other += 1) {
            if (other !== index && this.#elements.get(`${list}.${other}${end}`) === value) {
                return true;
            }
        }
        return false;
    }

    /** Answers are written by the type of their interaction: with another type they are gone. */
    #changeType({ record }, name, value) {
        const old = this.#elements.get(name);
        if (this.standard !== "scorm-2004" || record === undefined || name !== `${record}.type`
            || old === undefined || old === value) return;
        const answers = `${record}.correct_responses`;
        for (const [other, text] of this.#elements) {
            if (other.startsWith(`${answers}.`) || other === `${record}.learner_response`) {
                this.#elements.delete(other);
                this.#bytes -= size(other, text);
            }
        }
        this.#counts.delete(answers);
    }

    #keep(name, value, path = this.#path(name)) {
        const old = this.#elements.get(name);
        if (old !== undefined) this.#bytes -= size(name, old);
        this.#bytes += size(name, value);
        this.#elements.set(name, value);
        for (const { list, index } of path.places) {
            this.#counts.set(list, Math.max(this.#count(list), index + 1));
        }
    }

    // MARK: Names

    #count(list) {
        return this.#counts.get(list) ?? 0;
    }

    #isNext({ list, index }, countMax = Infinity) {
        return index <= this.#count(list)
            && index < Math.min(countMax, this.#table.recordsMax);
    }

    #outOfOrder({ list, index }) {
        return failure(this.#codes.outOfOrder,
            `${list}.${index} is not next: there are ${this.#count(list)}`);
    }

    /** Where a name leads: to an `element`, a `keyword`, or to what is `unknown`. */
    #path(name) {
        const places = [];
        const path = { places, end: "unknown" };
        if (name.length > this.#table.nameBytesMax) return { places, end: "category" };
        const words = split(name);
        let node = this.#root;
        for (const [depth, word] of words.entries()) {
            const isList = node.children.has("n");
            if (isList && /^(?:0|[1-9][0-9]{0,8})$/.test(word)) {
                const list = words.slice(0, depth).join(".");
                places.push({ list, index: Number(word) });
                path.record ??= `${list}.${word}`;
                node = node.children.get("n");
            } else if (!isList && node.children.has(word)) {
                node = node.children.get(word);
            } else if (keywords.includes(word) && depth > 1 && depth === words.length - 1) {
                const group = words.slice(0, -1);
                return { ...path, end: "keyword", keyword: word, node, group: node.name,
                    words: group.join(".") };
            } else {
                return { ...path, end: depth < 2 ? "category" : "unknown" };
            }
        }
        if (words.length < 2) return { ...path, end: "category" };
        if (node.element === undefined) return path;
        return { ...path, end: "element", element: node.element };
    }
}

/** What a value may look like. */
class Type {
    #type;
    #pattern;
    #prefix;

    constructor(type) {
        this.#type = type;
        this.#pattern = type.pattern && new RegExp(`^(?:${type.pattern})$`, "u");
        this.#prefix = type.prefix && new RegExp(`^(?:${type.prefix})`, "u");
    }

    /** “type” or “range” for what is wrong with a value, null when nothing is. */
    problem(value) {
        const { lengthMax, words, least = -Infinity, most = Infinity } = this.#type;
        if (value.length > lengthMax || value.includes("\0") || loneSurrogate.test(value)) {
            return "type";
        }
        if (words?.includes(value)) return null;
        if (this.#pattern === undefined) return words === undefined ? null : "type";
        if (!this.#hasForm(value)) return "type";
        const number = Number(value);
        return number < least || number > most ? "range" : null;
    }

    #hasForm(value) {
        const { separator, distinct, ascending } = this.#type;
        const rest = this.#prefix === undefined ? value : value.replace(this.#prefix, "");
        const parts = separator === undefined ? [rest] : rest.split(separator);
        if (!parts.every((part) => this.#pattern.test(part))) return false;
        if (distinct && new Set(parts).size < parts.length) return false;
        if (ascending === undefined) return true;
        const [first, last] = rest.split(ascending);
        return first === "" || last === "" || Number(first) <= Number(last);
    }
}

/** The groups, lists and elements by their words. */
function tree(table) {
    const root = { name: "", children: new Map() };
    for (const element of table.elements) {
        let node = root;
        for (const word of split(element.name)) {
            if (!node.children.has(word)) {
                const name = node === root ? word : `${node.name}.${word}`;
                node.children.set(word, { name, children: new Map() });
            }
            node = node.children.get(word);
        }
        node.element = element;
    }
    return root;
}

/** The words between the dots; a target in braces may have dots itself and is one word. */
function split(name) {
    const start = name.indexOf("{");
    const isTarget = start > 0 && name[start - 1] === "." && name.endsWith("}")
        && name.startsWith("{target=", start);
    return isTarget ? [...name.slice(0, start - 1).split("."), "{target}"] : name.split(".");
}

function size(name, value) {
    return encoder.encode(name).length + encoder.encode(value).length;
}

function shown(value) {
    return value.length > 60 ? `${value.slice(0, 60)}… (${value.length})` : `“${value}”`;
}

function failure(code, detail) {
    return { value: "", code, detail };
}
