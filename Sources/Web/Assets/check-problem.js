/** Why a file is no certificate of this site: a stable code, and which part of it is meant. */
export class Problem extends Error {
    constructor(code, part = "") {
        super(part === "" ? code : `${code}: ${part}`);
        this.code = code;
        this.part = part;
    }
}

/** Why nothing can be said about a file: that is the site's or the browser's fault. */
export class Unable extends Error {
    constructor(code) {
        super(code);
        this.code = code;
    }
}
