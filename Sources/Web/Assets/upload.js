// Shows how much of a file is sent; without this the browser sends the form by itself.

function watch(page) {
    for (const form of page.querySelectorAll("form[data-sending]")) {
        form.addEventListener("submit", (event) => {
            // What is missing is said by the server.
            if (form.querySelector("input[type=file]").files[0] === undefined) return;
            event.preventDefault();
            send(form);
        });
    }
}

function send(form) {
    const button = form.querySelector("button:not([hidden])");
    const bar = document.createElement("progress");
    const text = document.createElement("p");
    text.className = "small";
    text.setAttribute("role", "status");
    bar.max = 1;
    const request = new XMLHttpRequest();
    const say = (words) => {
        if (text.textContent !== words) text.textContent = words;
    };
    const fail = () => {
        bar.remove();
        say(form.dataset.failed);
        button.disabled = false;
        removeEventListener("beforeunload", stay);
    };
    request.upload.addEventListener("progress", ({ loaded, total }) => {
        bar.value = loaded / total;
        // Every tenth is enough for who hears it read.
        const percent = Math.floor((loaded / total) * 10) * 10;
        say(form.dataset.sending.replace("{percent}", percent));
    });
    request.upload.addEventListener("load", () => {
        bar.removeAttribute("value");
        say(form.dataset.checking);
    });
    request.addEventListener("load", () => {
        removeEventListener("beforeunload", stay);
        if (request.responseURL !== form.action && request.status < 400) {
            location.assign(request.responseURL);
            return;
        }
        const main = request.response?.querySelector("main");
        if (!main) {
            fail();
            return;
        }
        const found = document.adoptNode(main);
        document.querySelector("main").replaceWith(found);
        watch(found);
        (found.querySelector(".summary") ?? found).focus();
        scrollTo(0, 0);
    });
    for (const name of ["error", "abort", "timeout"]) request.addEventListener(name, fail);
    request.open("POST", form.action);
    request.responseType = "document";
    const data = new FormData(form);
    button.disabled = true;
    form.querySelectorAll("progress, [role=status]").forEach((old) => old.remove());
    form.append(bar, text);
    say(form.dataset.sending.replace("{percent}", 0));
    addEventListener("beforeunload", stay);
    request.send(data);
}

/** Who leaves while a file is sent is asked before. */
function stay(event) {
    event.preventDefault();
}

watch(document);
