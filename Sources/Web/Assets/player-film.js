// A film in the page of a module: it goes on where it was left, and the server is told what of it
// was watched. What counts decides the server.

const reportInterval = 15_000;
const rateMax = 2;
/** What lies between two places that are one. */
const slack = 0.5;
const step = 5;

export class Film {
    #video;
    #facts;
    #listener;
    #timer;
    #start = performance.now();
    #stop = new AbortController();

    /**
     * `facts` are what the server knows: `place`, `furthest`, and whether there is `skipping`. The
     * `listener` hears what to save in `set`, what happened in `call`, and in `hold` whether an
     * attempt to skip was just put back: until the film is started or stopped again.
     */
    constructor(video, { content, captions, film }, listener) {
        this.#video = video;
        this.#facts = film;
        this.#listener = listener;
        this.#listen();
        video.replaceChildren(...captions.map((one) => track(one, captions)));
        video.src = content;
        this.#timer = setInterval(() => this.#report(), reportInterval);
    }

    /** Says what was watched until now. */
    report() {
        this.#report(true);
    }

    /** Stops the film, which is nobody's any more. */
    close() {
        this.#report(true);
        clearInterval(this.#timer);
        this.#stop.abort();
        this.#video.pause();
        this.#video.removeAttribute("src");
        this.#video.replaceChildren();
        this.#video.load();
    }

    #listen() {
        const video = this.#video;
        const on = (name, work, target = video) => {
            target.addEventListener(name, work, { signal: this.#stop.signal });
        };
        on("loadedmetadata", () => {
            const { place } = this.#facts;
            // At its end it begins anew.
            if (place < video.duration - 1) video.currentTime = place;
        });
        on("seeking", () => this.#hold());
        on("ratechange", () => {
            if (video.playbackRate > rateMax) video.playbackRate = rateMax;
        });
        for (const name of ["play", "pause", "ended", "seeked", "error"]) {
            on(name, () => {
                if (name === "play" || name === "pause") this.#listener.hold(false);
                this.#call(name);
                this.#report(name !== "play");
            });
        }
        on("keydown", (event) => this.#press(event), document);
    }

    /** Puts back who goes on further than was watched. */
    #hold() {
        if (this.#facts.skipping) return;
        const video = this.#video;
        const last = this.#furthest();
        if (video.currentTime <= last + slack) return;
        this.#call("put back");
        video.currentTime = last;
        this.#listener.hold(true);
    }

    #furthest() {
        return this.#ranges().reduce((last, [start, end]) => (
            this.#facts.skipping || start <= last + slack ? Math.max(last, end) : last
        ), this.#facts.furthest);
    }

    /** What was played in this page, as the browser says. */
    #ranges() {
        const { played } = this.#video;
        return Array.from({ length: played.length }, (_, index) => (
            [played.start(index), played.end(index)]
        ));
    }

    #report(isAlways = false) {
        const video = this.#video;
        if (video.readyState === 0 || (video.paused && !isAlways)) return;
        const ranges = this.#ranges().filter(([start, end]) => end > start);
        if (ranges.length > 0) {
            const text = ranges.slice(-1_000).map((ends) => ends.map(seconds).join("-"));
            this.#listener.set("video.watched", text.join(","));
        }
        this.#listener.set("video.place", seconds(video.currentTime));
    }

    #call(name) {
        this.#listener.call([
            Math.round(performance.now() - this.#start), name, seconds(this.#video.currentTime),
            "", "", 0,
        ]);
    }

    /** Keys that people know from other films; what has the focus has its own. */
    #press(event) {
        const isElsewhere = event.target !== document.body && event.target !== this.#video;
        if (isElsewhere || event.ctrlKey || event.altKey || event.metaKey) return;
        const video = this.#video;
        switch (event.key) {
        case " ":
        case "k":
            if (video.paused) video.play();
            else video.pause();
            break;
        case "ArrowRight": video.currentTime += step; break;
        case "ArrowLeft": video.currentTime -= step; break;
        case "c": {
            const shown = [...video.textTracks].find(({ mode }) => mode === "showing");
            if (shown !== undefined) shown.mode = "disabled";
            else if (video.textTracks.length > 0) video.textTracks[0].mode = "showing";
            break;
        }
        default: return;
        }
        event.preventDefault();
    }
}

/** Captions in the language of the page are shown at once. */
function track({ address, language }, all) {
    const element = document.createElement("track");
    element.kind = "captions";
    element.src = address;
    if (language !== "und") element.srclang = language;
    element.label = nameOf(language);
    const page = document.documentElement.lang;
    const best = all.find((one) => one.language === page)
        ?? all.find((one) => one.language.split("-")[0] === page.split("-")[0]);
    element.default = best?.address === address;
    return element;
}

function nameOf(language) {
    if (language === "und") return "CC";
    try {
        return new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;
    } catch {
        return language;
    }
}

function seconds(time) {
    return (Math.round(time * 1_000) / 1_000).toFixed(3);
}
