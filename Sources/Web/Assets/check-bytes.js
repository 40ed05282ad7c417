// Bytes and their texts, each text with one spelling only.

const encoder = new TextEncoder();
const base58Symbols = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const base64Symbols = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** The UTF-8 of a text. */
export function utf8(text) {
    return encoder.encode(text);
}

/** The text of UTF-8 bytes; null when they are none. */
export function text(bytes) {
    try {
        return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
        return null;
    }
}

/** Byte arrays, one behind the other. */
export function joined(...parts) {
    const bytes = new Uint8Array(parts.reduce((count, part) => count + part.length, 0));
    let place = 0;
    for (const part of parts) {
        bytes.set(part, place);
        place += part.length;
    }
    return bytes;
}

/** Whether bytes stand at a place. */
export function stands(word, bytes, place) {
    return place + word.length <= bytes.length
        && word.every((byte, index) => bytes[place + index] === byte);
}

/** The order of byte arrays; the shorter one of two that begin alike comes first. */
export function compareBytes(first, second) {
    const count = Math.min(first.length, second.length);
    for (let index = 0; index < count; index += 1) {
        if (first[index] !== second[index]) return first[index] - second[index];
    }
    return first.length - second.length;
}

/** The SHA-256 of bytes. */
export async function sha256(bytes) {
    return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

/** The bytes of a Base58 text; null for another symbol or more than 128 of them. */
export function base58(text) {
    if (text.length > 128) return null;
    const bytes = [];
    for (const symbol of text) {
        let carry = base58Symbols.indexOf(symbol);
        if (carry < 0) return null;
        for (let index = 0; index < bytes.length; index += 1) {
            carry += bytes[index] * 58;
            bytes[index] = carry & 255;
            carry >>= 8;
        }
        while (carry > 0) {
            bytes.push(carry & 255);
            carry >>= 8;
        }
    }
    const zeros = text.length - text.replace(/^1+/, "").length;
    return Uint8Array.from([...Array(zeros).fill(0), ...bytes.reverse()]);
}

/** The bytes of base64url without padding (RFC 4648, 5); null unless that is how it is written. */
export function base64URL(text) {
    const bytes = new Uint8Array(Math.floor(text.length * 3 / 4));
    let [bits, bitCount, count] = [0, 0, 0];
    for (const symbol of text) {
        const value = base64Symbols.indexOf(symbol);
        if (value < 0) return null;
        bits = (bits << 6 | value) & 0xFFFF;
        bitCount += 6;
        if (bitCount >= 8) {
            bitCount -= 8;
            bytes[count] = bits >> bitCount & 255;
            count += 1;
        }
    }
    return bitCount < 6 && (bits & (1 << bitCount) - 1) === 0 ? bytes.subarray(0, count) : null;
}

/** What a stream of compressed bytes unpacks to; null when it is damaged or too long. */
export async function unpacked(bytes, format, bytesMax) {
    const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(format))
        .getReader();
    const parts = [];
    let count = 0;
    try {
        for (;;) {
            const { done, value } = await reader.read();
            if (done) return joined(...parts);
            count += value.length;
            if (count > bytesMax) {
                await reader.cancel();
                return null;
            }
            parts.push(value);
        }
    } catch {
        return null;
    }
}
