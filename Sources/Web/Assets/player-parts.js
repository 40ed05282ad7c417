// The parts of a module as its page lists them.

/** Whether a part can be opened now. */
export function isOpenable(part) {
    return part?.launchable === true && part.enabled !== false;
}

/** The row of a part; `go` is called when somebody chooses it. */
export function rowOf(part, texts, isCurrent, go) {
    const row = document.createElement("li");
    const kind = Object.hasOwn(texts, `status.${part.status}`) ? part.status : "none";
    row.className = `level-${Math.min(Math.max(part.level ?? 0, 0), 5)} `
        + `is-${kind.replace(" ", "-")}`;
    const name = document.createElement(part.launchable ? "button" : "span");
    name.textContent = part.title;
    if (part.launchable) {
        name.type = "button";
        name.disabled = part.enabled === false;
        name.addEventListener("click", () => go(part));
    }
    if (isCurrent) name.setAttribute("aria-current", "true");
    const status = texts[`status.${part.status}`];
    row.append(name);
    if (part.launchable && status !== undefined) {
        const word = document.createElement("small");
        word.textContent = status;
        row.append(" ", word);
    }
    return row;
}
