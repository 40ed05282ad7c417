// Certificates baked into pictures (Open Badges 3.0, 5.3): exactly one, and nothing hidden.

import { stands, text as decoded, utf8 } from "./check-bytes.js";
import { Problem } from "./check-problem.js";

const pngSignature = Uint8Array.of(0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A);
const keyword = "openbadgecredential";
const namespace = "https://purl.imsglobal.org/ob/v3p0";
const element = "openbadges:credential";
const declaration = "xmlns:openbadges";
const nestingMax = 64;
const attributesMax = 100;

/** Whether a file begins as a PNG picture. */
export function isPNG(bytes) {
    return stands(pngSignature, bytes, 0);
}

function damaged() {
    return new Problem("image_form");
}

function only(credentials) {
    if (credentials.length === 0) throw new Problem("no_credential_in_image");
    if (credentials.length > 1) throw new Problem("several_credentials_in_image");
    return credentials[0];
}

/** The bytes of the one certificate in a PNG picture. */
export function credentialInPNG(bytes) {
    const credentials = [];
    const types = [];
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let place = pngSignature.length;
    while (place < bytes.length) {
        if (bytes.length - place < 12) throw damaged();
        const length = view.getUint32(place);
        if (length > bytes.length - place - 12) throw damaged();
        const end = place + 8 + length;
        if (view.getUint32(end) !== checksum(bytes.subarray(place + 4, end))) throw damaged();
        const type = String.fromCharCode(...bytes.subarray(place + 4, place + 8));
        types.push(type);
        const data = bytes.subarray(place + 8, end);
        if (["iTXt", "tEXt", "zTXt"].includes(type)) {
            const found = credentialInChunk(type, data);
            if (found !== null) credentials.push(found);
        }
        place = end + 4;
    }
    if (types[0] !== "IHDR" || types.indexOf("IEND") !== types.length - 1) throw damaged();
    return only(credentials);
}

/** What stands under our keyword; null under another one. */
function credentialInChunk(type, data) {
    const end = data.indexOf(0);
    const key = end < 0 ? data : data.subarray(0, end);
    if (key.length !== keyword.length || !stands(utf8(keyword), key, 0)) return null;
    const fields = data.subarray(key.length + 1);
    // Not compressed, by no method; then a language and a translated keyword.
    if (type !== "iTXt" || fields[0] !== 0 || fields[1] !== 0) throw damaged();
    const language = fields.indexOf(0, 2);
    const translated = language < 0 ? -1 : fields.indexOf(0, language + 1);
    if (translated < 0) throw damaged();
    return fields.subarray(translated + 1);
}

const checksums = Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xEDB88320 ^ value >>> 1 : value >>> 1;
    return value;
});

function checksum(bytes) {
    let value = 0xFFFFFFFF;
    for (const byte of bytes) value = checksums[(value ^ byte) & 255] ^ value >>> 8;
    return (value ^ 0xFFFFFFFF) >>> 0;
}

/** The bytes of the one certificate in an SVG picture. */
export function credentialInSVG(bytes) {
    const source = decoded(bytes);
    if (source === null || /[\u0000-\u0008\u000B\u000C\u000E-\u001F]/.test(source)) throw damaged();
    const scanner = new XMLScanner(source);
    const credentials = [];
    let root = null;
    for (let part = scanner.next(); part !== null; part = scanner.next()) {
        if (part.kind !== "open") continue;
        checkNamespaces(part.attributes);
        if (root === null) {
            if (part.name !== "svg") throw damaged();
            root = part;
        } else if (part.name === element) {
            const declared = part.attributes.get(declaration) ?? root.attributes.get(declaration);
            if (declared !== namespace) throw damaged();
            credentials.push(utf8(contentOf(part, scanner)));
        }
    }
    return only(credentials);
}

/** One spelling only: another would hide a certificate that other programs see. */
function checkNamespaces(attributes) {
    for (const [name, value] of attributes) {
        if (!name.startsWith("xmlns")) continue;
        if ((name === declaration) !== (value === namespace) || value.includes("&")) throw damaged();
    }
}

/** Only what XML itself knows, and characters: there is no document type that could say more. */
function checkReferences(text) {
    if (/&(?!(?:lt|gt|amp|quot|apos|#[0-9]+|#x[0-9A-Fa-f]+);)/.test(text)) throw damaged();
}

/** The token in the attribute, or the character data up to the end tag. */
function contentOf(tag, scanner) {
    let verbatim = "";
    for (let part = scanner.next(); part !== null; part = scanner.next()) {
        if (part.kind === "close") {
            const token = tag.attributes.get("verify");
            if (token === undefined) return verbatim;
            if (verbatim !== "" || token.includes("&")) throw damaged();
            return token;
        }
        if (part.kind === "verbatim") verbatim += part.text;
        else if (part.kind !== "text" || /[^ \t-\r]/.test(part.text)) throw damaged();
    }
    throw damaged();
}

/** Splits XML into its parts, strictly and without expanding anything; no document types. */
class XMLScanner {
    #source;
    #place = 0;
    #open = [];
    #hasRoot = false;
    #closing = null;

    constructor(source) {
        this.#source = source;
    }

    /** The next part that is no comment and no processing instruction; null at the end. */
    next() {
        if (this.#closing !== null) {
            const name = this.#closing;
            this.#closing = null;
            return this.#close(name);
        }
        while (this.#place < this.#source.length) {
            if (this.#source[this.#place] !== "<") return this.#text();
            if (this.#take("<!--")) {
                if (/--|-$/.test(this.#until("-->"))) throw damaged();
            } else if (this.#take("<![CDATA[")) {
                if (this.#open.length === 0) throw damaged();
                return { kind: "verbatim", text: this.#until("]]>") };
            } else if (this.#take("<?")) {
                const instruction = this.#until("?>").toLowerCase();
                const isDeclaration = instruction.startsWith("xml ");
                const names = instruction.includes("encoding") && !instruction.includes("utf-8");
                if (isDeclaration && names) throw damaged();
            } else if (this.#take("</")) {
                const name = this.#name();
                this.#skipSpace();
                if (!this.#take(">")) throw damaged();
                return this.#close(name);
            } else if (this.#take("<!")) {
                throw damaged();
            } else {
                return this.#tag();
            }
        }
        if (!this.#hasRoot || this.#open.length > 0) throw damaged();
        return null;
    }

    #close(name) {
        if (this.#open.pop() !== name) throw damaged();
        return { kind: "close", name };
    }

    #text() {
        const start = this.#place;
        const end = this.#source.indexOf("<", start);
        this.#place = end < 0 ? this.#source.length : end;
        const text = this.#source.slice(start, this.#place);
        // A mark of the byte order may begin the file.
        const content = start === 0 ? text.replace(/^\uFEFF/, "") : text;
        if (this.#open.length === 0 && /[^ \t\r\n]/.test(content)) throw damaged();
        checkReferences(text);
        return { kind: "text", text };
    }

    #tag() {
        this.#place += 1;
        const name = this.#name();
        const attributes = new Map();
        for (;;) {
            const isSeparated = this.#skipSpace();
            if (this.#take(">")) break;
            if (this.#take("/>")) {
                this.#closing = name;
                break;
            }
            if (!isSeparated) throw damaged();
            const [attribute, value] = this.#attribute();
            if (attributes.has(attribute) || attributes.size >= attributesMax) throw damaged();
            attributes.set(attribute, value);
        }
        const isSecondRoot = this.#open.length === 0 && this.#hasRoot;
        if (isSecondRoot || this.#open.length >= nestingMax) throw damaged();
        this.#hasRoot = true;
        this.#open.push(name);
        return { kind: "open", name, attributes };
    }

    #attribute() {
        const name = this.#name();
        this.#skipSpace();
        if (!this.#take("=")) throw damaged();
        this.#skipSpace();
        const quote = this.#source[this.#place];
        if (quote !== "\"" && quote !== "'") throw damaged();
        this.#place += 1;
        const value = this.#until(quote);
        if (value.includes("<")) throw damaged();
        checkReferences(value);
        return [name, value];
    }

    #name() {
        const form = /[^ \t\r\n<>/="'&]+/y;
        form.lastIndex = this.#place;
        const found = form.exec(this.#source);
        if (found === null) throw damaged();
        this.#place = form.lastIndex;
        return found[0];
    }

    #take(word) {
        const stands = this.#source.startsWith(word, this.#place);
        if (stands) this.#place += word.length;
        return stands;
    }

    #until(end) {
        const place = this.#source.indexOf(end, this.#place);
        if (place < 0) throw damaged();
        const text = this.#source.slice(this.#place, place);
        this.#place = place + end.length;
        return text;
    }

    #skipSpace() {
        const start = this.#place;
        while (" \t\r\n".includes(this.#source[this.#place] ?? "x")) this.#place += 1;
        return this.#place > start;
    }
}
