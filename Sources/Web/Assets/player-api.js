// What content finds and calls: the object `API` of SCORM 1.2, or `API_1484_11` of SCORM 2004.

/** The codes for a call at the wrong time; SCORM 1.2 has one for nearly all. */
const codesByStandard = {
    "scorm-1.2": {
        initialize: { running: 101, after: 101 }, terminate: { before: 301, after: 301 },
        get: { before: 301, after: 301 }, set: { before: 301, after: 301 },
        commit: { before: 301, after: 301 }, argument: 201, exception: 101,
    },
    "scorm-2004": {
        initialize: { running: 103, after: 104 }, terminate: { before: 112, after: 113 },
        get: { before: 122, after: 123 }, set: { before: 132, after: 133 },
        commit: { before: 142, after: 143 }, argument: 201, exception: 101,
    },
};

const namesByStandard = {
    "scorm-1.2": {
        object: "API", initialize: "LMSInitialize", terminate: "LMSFinish", get: "LMSGetValue",
        set: "LMSSetValue", commit: "LMSCommit", lastError: "LMSGetLastError",
        errorString: "LMSGetErrorString", diagnostic: "LMSGetDiagnostic",
    },
    "scorm-2004": {
        object: "API_1484_11", initialize: "Initialize", terminate: "Terminate", get: "GetValue",
        set: "SetValue", commit: "Commit", lastError: "GetLastError",
        errorString: "GetErrorString", diagnostic: "GetDiagnostic",
    },
};

/** How much of an argument or a result the log shows. */
const loggedMax = 200;
const diagnosticMax = 255;

/**
 * The run-time of one run.
 *
 * `listener` hears of each `call` (as the log has it), of what was `set`, and of `commit` and
 * `finish`. Nothing here waits: content expects its answers at once.
 */
export class RunTime {
    #model;
    #listener;
    #codes;
    #names;
    #start = performance.now();
    /** `before`, `running` or `after`. */
    #state = "before";
    #error = { code: 0, detail: "" };

    constructor(model, listener) {
        this.#model = model;
        this.#listener = listener;
        this.#codes = codesByStandard[model.standard];
        this.#names = namesByStandard[model.standard];
    }

    /** Under which name content looks for the object. */
    get objectName() {
        return this.#names.object;
    }

    /** Whether content said that it has finished. */
    get hasEnded() {
        return this.#state === "after";
    }

    /** Content that is gone or goes on elsewhere is answered no more. */
    close() {
        this.#state = "after";
    }

    /** The object with its functions, which content may call without it, too. */
    object() {
        const names = this.#names;
        return {
            [names.initialize]: (argument) => this.#call(names.initialize, [argument],
                () => this.#initialize(argument)),
            [names.terminate]: (argument) => this.#call(names.terminate, [argument],
                () => this.#terminate(argument)),
            [names.get]: (element) => this.#call(names.get, [element], () => this.#get(element)),
            [names.set]: (element, value) => this.#call(names.set, [element, value],
                () => this.#set(element, value)),
            [names.commit]: (argument) => this.#call(names.commit, [argument],
                () => this.#commit(argument)),
            [names.lastError]: () => this.#call(names.lastError, [],
                () => String(this.#error.code)),
            [names.errorString]: (code) => this.#call(names.errorString, [code],
                () => this.#model.errorText(text(code)) ?? ""),
            [names.diagnostic]: (code) => this.#call(names.diagnostic, [code],
                () => this.#diagnostic(text(code))),
        };
    }

    #call(name, values, work) {
        let result;
        try {
            result = work();
        } catch {
            // An argument that is no text and cannot become one.
            result = this.#fail(this.#codes.exception, `${name} could not be done`);
            if (name === this.#names.get) result = "";
        }
        const [first, second] = values.map(logged);
        this.#listener.call([
            Math.round(performance.now() - this.#start), name, first ?? "", second ?? "",
            logged(result), this.#error.code,
        ]);
        return result;
    }

    #initialize(argument) {
        if (text(argument) !== "") return this.#wrongArgument();
        const code = this.#codes.initialize[this.#state];
        if (code !== undefined) return this.#fail(code, "it is initialised once");
        this.#state = "running";
        return this.#succeed("true");
    }

    #terminate(argument) {
        if (text(argument) !== "") return this.#wrongArgument();
        if (!this.#isAllowed("terminate")) return "false";
        this.#state = "after";
        this.#succeed("true");
        // After this call is in the log, which goes with it.
        queueMicrotask(() => this.#listener.finish(this.#model.value("adl.nav.request")));
        return "true";
    }

    #commit(argument) {
        if (text(argument) !== "") return this.#wrongArgument();
        if (!this.#isAllowed("commit")) return "false";
        queueMicrotask(() => this.#listener.commit());
        return this.#succeed("true");
    }

    #get(element) {
        if (!this.#isAllowed("get")) return "";
        const { value, code, detail } = this.#model.get(text(element));
        this.#error = { code, detail };
        return value;
    }

    #set(element, value) {
        if (!this.#isAllowed("set")) return "false";
        const [name, content] = [text(element), text(value)];
        const { code, detail } = this.#model.set(name, content);
        if (code !== 0) return this.#fail(code, detail);
        this.#listener.set(name, content);
        return this.#succeed("true");
    }

    #diagnostic(code) {
        const { code: last, detail } = this.#error;
        const known = this.#model.errorText(code === "" ? last : code);
        if (known === undefined) return "";
        const isLast = code === "" || code === String(last);
        return (isLast && detail !== "" ? `${known}: ${detail}` : known).slice(0, diagnosticMax);
    }

    #isAllowed(act) {
        const code = this.#codes[act][this.#state];
        if (code === undefined) return true;
        this.#fail(code, this.#state === "before" ? "it is not initialised" : "it has ended");
        return false;
    }

    #wrongArgument() {
        return this.#fail(this.#codes.argument, "the argument has to be empty");
    }

    #fail(code, detail) {
        this.#error = { code, detail };
        return "false";
    }

    #succeed(result) {
        this.#error = { code: 0, detail: "" };
        return result;
    }
}

/** Content passes numbers, and leaves arguments out. */
function text(value) {
    return value === undefined || value === null ? "" : String(value);
}

function logged(value) {
    let shown;
    try {
        shown = text(value);
    } catch {
        return "?";
    }
    if (shown.length <= loggedMax) return shown.toWellFormed?.() ?? shown;
    const start = shown.slice(0, loggedMax);
    return `${start.toWellFormed?.() ?? start}… (${shown.length})`;
}
