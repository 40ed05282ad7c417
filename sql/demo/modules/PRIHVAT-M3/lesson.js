"use strict";
// A lesson of SCORM 1.2: it remembers its place and the answers, and reports a score.
(() => {
  const find = (frame) => {
    for (let level = 0; level < 10; level += 1) {
      if (frame.API) return frame.API;
      if (frame.parent === frame) return frame.opener ? find(frame.opener) : null;
      frame = frame.parent;
    }
    return null;
  };
  const api = find(window);
  const get = (element) => (api ? api.LMSGetValue(element) : "");
  const set = (element, value) => api && api.LMSSetValue(element, String(value));
  const sections = [...document.querySelectorAll("section")];
  const questions = sections.filter((section) => section.classList.contains("question"));
  const begun = Date.now();
  let place = 0;
  let answers = {};

  const time = () => {
    const seconds = Math.floor((Date.now() - begun) / 1000);
    const two = (number) => String(number).padStart(2, "0");
    return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  };

  const show = () => {
    sections.forEach((section, index) => section.classList.toggle("is-shown", index === place));
    document.getElementById("place").textContent = `${place + 1} / ${sections.length}`;
    document.getElementById("back").disabled = place === 0;
    document.getElementById("on").disabled = place === sections.length - 1;
  };

  const save = () => {
    set("cmi.core.lesson_location", place);
    set("cmi.suspend_data", JSON.stringify(answers));
    set("cmi.core.session_time", time());
    set("cmi.core.exit", "suspend");
    if (api) api.LMSCommit("");
  };

  const finish = () => {
    const right = questions.filter((question, index) => answers[index] === question.dataset.right);
    const score = Math.round((right.length * 100) / questions.length);
    questions.forEach((question, index) => {
      const interaction = `cmi.interactions.${index}`;
      set(`${interaction}.id`, `pitanje-${index + 1}`);
      set(`${interaction}.type`, "choice");
      set(`${interaction}.student_response`, answers[index] || "");
      set(`${interaction}.result`, right.includes(question) ? "correct" : "wrong");
    });
    set("cmi.core.score.min", 0);
    set("cmi.core.score.max", 100);
    set("cmi.core.score.raw", score);
    set("cmi.core.lesson_status", score >= 60 ? "passed" : "failed");
    document.getElementById("score").textContent = `Тачних одговора: ${right.length} од ${questions.length}.`;
    document.getElementById("verdict").textContent =
      score >= 60 ? "Лекција је завршена." : "Прочитајте лекцију још једном и одговорите поново.";
  };

  const go = (step) => {
    place = Math.min(Math.max(place + step, 0), sections.length - 1);
    if (sections[place].id === "result") finish();
    show();
    save();
  };

  document.getElementById("back").addEventListener("click", () => go(-1));
  document.getElementById("on").addEventListener("click", () => go(1));
  questions.forEach((question, index) => {
    question.addEventListener("change", (event) => {
      answers[index] = event.target.value;
      save();
    });
  });

  if (api) {
    api.LMSInitialize("");
    if (["not attempted", ""].includes(get("cmi.core.lesson_status"))) {
      set("cmi.core.lesson_status", "incomplete");
    }
    try { answers = JSON.parse(get("cmi.suspend_data") || "{}"); } catch { answers = {}; }
    place = Number(get("cmi.core.lesson_location")) || 0;
    questions.forEach((question, index) => {
      const chosen = question.querySelector(`[value="${answers[index]}"]`);
      if (chosen) chosen.checked = true;
    });
    if (sections[place] && sections[place].id === "result") finish();
    window.addEventListener("pagehide", () => {
      set("cmi.core.session_time", time());
      api.LMSFinish("");
    });
  }
  show();
})();
