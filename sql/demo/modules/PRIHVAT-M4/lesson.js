"use strict";
// A part of SCORM 2004: read to its end it is done, and a test is by its score. It remembers its
// place and the answers as long as it is not done.
(() => {
  const find = (frame) => {
    for (let level = 0; level < 10; level += 1) {
      if (frame.API_1484_11) return frame.API_1484_11;
      if (frame.parent === frame) return frame.opener ? find(frame.opener) : null;
      frame = frame.parent;
    }
    return null;
  };
  const api = find(window);
  const get = (element) => (api ? api.GetValue(element) : "");
  const set = (element, value) => api && api.SetValue(element, String(value));
  const sections = [...document.querySelectorAll("section")];
  const questions = sections.filter((section) => section.classList.contains("question"));
  const button = document.getElementById("on");
  const begun = Date.now();
  let place = 0;
  let answers = {};
  let isDone = false;
  let hasEnded = false;

  const show = () => {
    sections.forEach((section, index) => section.classList.toggle("is-shown", index === place));
    document.getElementById("place").textContent = `${place + 1} / ${sections.length}`;
    document.getElementById("back").disabled = place === 0;
    const isLast = place === sections.length - 1;
    button.textContent = isLast && questions.length === 0 ? "Следећи део" : "Даље";
    button.disabled = isLast && questions.length > 0;
  };

  const save = () => {
    set("cmi.location", place);
    set("cmi.suspend_data", JSON.stringify(answers));
    set("cmi.exit", isDone ? "normal" : "suspend");
    if (api) api.Commit("");
  };

  const end = (request) => {
    if (!api || hasEnded) return;
    hasEnded = true;
    set("cmi.session_time", `PT${Math.floor((Date.now() - begun) / 1000)}S`);
    if (request) set("adl.nav.request", request);
    api.Terminate("");
  };

  const mark = () => {
    const right = questions.filter((question, index) => answers[index] === question.dataset.right);
    questions.forEach((question, index) => {
      const interaction = `cmi.interactions.${index}`;
      set(`${interaction}.id`, `pitanje-${index + 1}`);
      set(`${interaction}.type`, "choice");
      if (answers[index]) set(`${interaction}.learner_response`, answers[index]);
      set(`${interaction}.result`, right.includes(question) ? "correct" : "incorrect");
    });
    set("cmi.score.scaled", Math.round((right.length * 100) / questions.length) / 100);
    document.getElementById("score").textContent =
      `Тачних одговора: ${right.length} од ${questions.length}.`;
    document.getElementById("verdict").textContent = right.length >= questions.length * 0.6
      ? "Модул је завршен." : "Прочитајте оба дела још једном и одговорите поново.";
  };

  const finish = () => {
    isDone = true;
    set("cmi.completion_status", "completed");
    if (questions.length > 0) mark();
    else set("cmi.success_status", "passed");
  };

  const go = (step) => {
    if (place + step >= sections.length) {
      end("continue");
      return;
    }
    place = Math.max(place + step, 0);
    if (place === sections.length - 1 && !isDone) finish();
    show();
    save();
  };

  document.getElementById("back").addEventListener("click", () => go(-1));
  button.addEventListener("click", () => go(1));
  questions.forEach((question, index) => {
    question.addEventListener("change", (event) => {
      answers[index] = event.target.value;
      save();
    });
  });

  if (api) {
    api.Initialize("");
    if (get("cmi.completion_status") !== "completed") set("cmi.completion_status", "incomplete");
    if (get("cmi.entry") === "resume") {
      try { answers = JSON.parse(get("cmi.suspend_data") || "{}"); } catch { answers = {}; }
      place = Math.min(Number(get("cmi.location")) || 0, sections.length - 1);
    }
    questions.forEach((question, index) => {
      const chosen = question.querySelector(`[value="${answers[index]}"]`);
      if (chosen) chosen.checked = true;
    });
    window.addEventListener("pagehide", () => end());
  }
  show();
})();
