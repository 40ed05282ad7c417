// What the server of a module answers to its page, and which sentence says that it is no good.

/** An answer that is no good one. */
class Refused extends Error {
    constructor(status) {
        super(`status ${status}`);
        this.status = status;
    }
}

/** Which sentence says why nothing is shown. */
export function sentence(error) {
    if (!(error instanceof Refused)) return "failed";
    return { 409: "locked", 410: "closed" }[error.status] ?? "failed";
}

/** What an answer holds. */
export async function json(response) {
    if (!response.ok) throw new Refused(response.status);
    return response.json();
}
