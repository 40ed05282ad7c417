// Finds the certificate that is attached to a PDF of this site (ISO 32000-1), and checks nothing of
// its pages: what they show is not what was signed here.

import { stands, text as decoded, unpacked, utf8 } from "./check-bytes.js";
import { Problem } from "./check-problem.js";

const attachmentsMax = 64;
const nestingMax = 32;
const revisionsMax = 64;
const credentialBytesMax = 131_072;

/** Whether a file begins as a PDF. */
export function isPDF(bytes) {
    return stands(utf8("%PDF-"), bytes, 0);
}

function damaged() {
    return new Problem("pdf_form");
}

/** The bytes of the one attachment of the type `application/vc`. */
export async function credentialInPDF(bytes) {
    const file = new PDFFile(bytes);
    const names = file.dictionary(file.catalogue.get("Names"));
    const tree = file.dictionary(names?.get("EmbeddedFiles"));
    const pairs = file.resolved(tree?.get("Names"));
    if (!Array.isArray(pairs)) throw new Problem("no_credential_in_pdf");
    if (pairs.length > 2 * attachmentsMax) throw damaged();
    const streams = [];
    for (let index = 1; index < pairs.length; index += 2) {
        const files = file.dictionary(file.dictionary(pairs[index])?.get("EF"));
        const stream = file.stream(files?.get("F"));
        if (stream.dictionary.get("Subtype")?.name === "application/vc") streams.push(stream);
    }
    if (streams.length === 0) throw new Problem("no_credential_in_pdf");
    if (streams.length > 1) throw new Problem("several_credentials_in_pdf");
    return contentOf(streams[0]);
}

async function contentOf({ dictionary, bytes }) {
    const filter = dictionary.get("Filter");
    if (filter === undefined) return bytes;
    const name = Array.isArray(filter) && filter.length === 1 ? filter[0].name : filter.name;
    if (name !== "FlateDecode" || dictionary.has("DecodeParms")) throw damaged();
    const content = await unpacked(bytes, "deflate", credentialBytesMax);
    if (content === null) throw damaged();
    return content;
}

/** A PDF with plain tables of its objects, as this site writes them. */
class PDFFile {
    #bytes;
    #offsets = new Map();
    catalogue;

    constructor(bytes) {
        this.#bytes = bytes;
        let trailer = null;
        const seen = new Set();
        for (let table = this.#lastTable(); table !== undefined;) {
            if (seen.has(table) || seen.size >= revisionsMax) throw damaged();
            seen.add(table);
            const found = this.#readTable(table);
            trailer ??= found;
            table = found.get("Prev");
        }
        if (trailer.has("Encrypt")) throw damaged();
        this.catalogue = this.dictionary(trailer.get("Root")) ?? new Map();
    }

    /** The object that a reference names; everything else is itself. */
    resolved(value) {
        return value instanceof Reference ? this.#object(value.number).value : value;
    }

    dictionary(value) {
        const found = this.resolved(value);
        return found instanceof Map ? found : undefined;
    }

    /** A stream as it stands in the file. */
    stream(reference) {
        if (!(reference instanceof Reference)) throw damaged();
        const { value: dictionary, parser } = this.#object(reference.number);
        parser.skipSpace();
        const begins = dictionary instanceof Map && parser.take("stream")
            && (parser.take("\r\n") || parser.take("\n"));
        if (!begins) throw damaged();
        const length = this.resolved(dictionary.get("Length"));
        const rest = this.#bytes.length - parser.place;
        if (!(Number.isInteger(length) && length >= 0 && length <= rest)) throw damaged();
        return { dictionary, bytes: this.#bytes.subarray(parser.place, parser.place + length) };
    }

    #object(number) {
        const offset = this.#offsets.get(number);
        if (offset === undefined) throw damaged();
        const parser = new PDFParser(this.#bytes, offset);
        if (parser.integer() !== number || parser.integer() !== 0) throw damaged();
        parser.skipSpace();
        if (!parser.take("obj")) throw damaged();
        return { value: parser.value(), parser };
    }

    #lastTable() {
        const word = utf8("startxref");
        for (let place = this.#bytes.length - word.length; place >= 0; place -= 1) {
            if (this.#bytes.length - place > 1024 + word.length) break;
            if (stands(word, this.#bytes, place)) {
                return new PDFParser(this.#bytes, place + word.length).integer();
            }
        }
        throw damaged();
    }

    /** Reads a table and its trailer; what newer tables said stays. */
    #readTable(start) {
        const parser = new PDFParser(this.#bytes, start);
        if (!parser.take("xref")) throw damaged();
        for (parser.skipSpace(); !parser.take("trailer"); parser.skipSpace()) {
            const [first, count] = [parser.integer(), parser.integer()];
            for (let number = first; number < first + count; number += 1) {
                const offset = parser.integer();
                parser.integer();
                parser.skipSpace();
                const isUsed = parser.take("n");
                if (!isUsed && !parser.take("f")) throw damaged();
                if (!this.#offsets.has(number)) {
                    this.#offsets.set(number, isUsed ? offset : undefined);
                }
            }
        }
        const trailer = parser.value();
        if (!(trailer instanceof Map)) throw damaged();
        return trailer;
    }
}

class Reference {
    constructor(number) {
        this.number = number;
    }
}

/** Reads objects out of the bytes: names as `{ name }`, strings as `{ string }`. */
class PDFParser {
    #bytes;
    #depth = 0;
    place;

    constructor(bytes, place) {
        this.#bytes = bytes;
        this.place = place;
    }

    get #next() {
        const byte = this.#bytes[this.place];
        return byte === undefined ? "" : String.fromCharCode(byte);
    }

    /** Skips white space and comments. */
    skipSpace() {
        for (;;) {
            const next = this.#next;
            if (next === "%") {
                while (!["", "\n", "\r"].includes(this.#next)) this.place += 1;
            } else if (next !== "" && "\0\t\n\f\r ".includes(next)) {
                this.place += 1;
            } else {
                return;
            }
        }
    }

    /** Whether a word stands here; goes behind it. */
    take(word) {
        const isHere = stands(utf8(word), this.#bytes, this.place);
        if (isHere) this.place += word.length;
        return isHere;
    }

    integer() {
        this.skipSpace();
        const word = this.#word();
        if (!/^[0-9]{1,15}$/.test(word)) throw damaged();
        return Number(word);
    }

    value() {
        this.skipSpace();
        this.#depth += 1;
        if (this.#depth > nestingMax) throw damaged();
        const value = this.#anything();
        this.#depth -= 1;
        return value;
    }

    #anything() {
        if (this.take("<<")) return this.#dictionary();
        if (this.take("[")) return this.#array();
        if (this.take("(")) return this.#string();
        if (this.take("/")) return { name: this.#name() };
        if (this.take("<")) {
            while (this.#next !== ">") {
                if (!/[0-9A-Fa-f\s]/.test(this.#next)) throw damaged();
                this.place += 1;
            }
            this.place += 1;
            return { string: null };
        }
        return this.#number(this.#word());
    }

    #array() {
        const elements = [];
        for (this.skipSpace(); !this.take("]"); this.skipSpace()) elements.push(this.value());
        return elements;
    }

    #dictionary() {
        const members = new Map();
        for (this.skipSpace(); !this.take(">>"); this.skipSpace()) {
            if (!this.take("/")) throw damaged();
            const name = this.#name();
            // Readers differ in which of the two they take.
            if (members.has(name)) throw damaged();
            members.set(name, this.value());
        }
        return members;
    }

    #name() {
        const escaped = (_, digits) => String.fromCharCode(parseInt(digits, 16));
        return this.#word().replace(/#([0-9A-Fa-f]{2})/g, escaped);
    }

    /** Goes behind a string, whose text nobody here needs. */
    #string() {
        for (let open = 1; open > 0; this.place += 1) {
            const next = this.#next;
            if (next === "") throw damaged();
            if (next === "\\") this.place += 1;
            if (next === "(") open += 1;
            if (next === ")") open -= 1;
        }
        return { string: null };
    }

    #word() {
        const start = this.place;
        while (this.#next !== "" && !"\0\t\n\f\r ()<>[]{}/%".includes(this.#next)) {
            this.place += 1;
        }
        return decoded(this.#bytes.subarray(start, this.place)) ?? "";
    }

    /** A number, a reference, or one of three words. */
    #number(word) {
        if (["null", "true", "false"].includes(word)) return JSON.parse(word);
        if (!/^[+-]?[0-9]*\.?[0-9]*$/.test(word) || word === "") throw damaged();
        const behind = this.place;
        this.skipSpace();
        if (/^[0-9]+$/.test(word) && this.#word() === "0") {
            this.skipSpace();
            if (this.#word() === "R") return new Reference(Number(word));
        }
        this.place = behind;
        return Number(word);
    }
}
