// A unit of cmi5: pages one after the other, with questions where there are some. It remembers its
// place and the answers, and says that it was completed at its end, or passed or failed.
const asked = new URL(location).searchParams;
const [endpoint, fetched, registration, activityId] =
  ["endpoint", "fetch", "registration", "activityId"].map((name) => asked.get(name));
const actor = JSON.parse(asked.get("actor"));
const begun = Date.now();

const CATEGORIES = "https://w3id.org/xapi/cmi5/context/categories/";
const MASTERY = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore";
const STATE = `${endpoint}/activities/state`;

const element = (id) => document.getElementById(id);
const sections = [...document.querySelectorAll("section")];
const questions = sections.filter((section) => section.classList.contains("question"));

let headers;
let launch;
let memory = { place: 0, answers: {}, done: false };
// A session is judged once; who failed tries again in the next one.
let isJudged = false;

async function begin() {
  const { "auth-token": token } = await (await fetch(fetched, { method: "POST" })).json();
  if (!token) throw new Error("Овај део је већ отворен. Затворите га и отворите поново.");
  headers = {
    Authorization: `Basic ${token}`,
    "Content-Type": "application/json",
    "X-Experience-API-Version": "1.0.3",
  };
  launch = await (await fetch(state("LMS.LaunchData"), { headers })).json();
  const kept = await fetch(state("memory"), { headers });
  if (kept.ok) memory = await kept.json();
  await say("initialized");
}

function state(stateId) {
  const agent = JSON.stringify(actor);
  return `${STATE}?${new URLSearchParams({ stateId, activityId, registration, agent })}`;
}

async function remember(what) {
  await send(state("memory"), "PUT", what);
}

async function say(verb, result) {
  const context = structuredClone(launch.contextTemplate);
  context.registration = registration;
  context.contextActivities.category = [{ id: `${CATEGORIES}cmi5` }];
  if (result && (result.completion || "success" in result)) {
    context.contextActivities.category.push({ id: `${CATEGORIES}moveon` });
  }
  if (result?.score && launch.masteryScore !== undefined) {
    context.extensions[MASTERY] = launch.masteryScore;
  }
  await send(`${endpoint}/statements`, "POST", {
    id: crypto.randomUUID(),
    timestamp: new Date().toISOString(),
    actor,
    verb: { id: `http://adlnet.gov/expapi/verbs/${verb}` },
    object: { id: activityId },
    result,
    context,
  });
}

// One after the other, or an earlier state may be kept in the place of a later one.
let sent = Promise.resolve();

function send(address, method, content) {
  const body = JSON.stringify(content);
  sent = sent.catch(() => {}).then(async () => {
    const answer = await fetch(address, { method, headers, body, keepalive: true });
    if (!answer.ok) throw new Error("Није сачувано. Затворите овај део и отворите га поново.");
  });
  return sent;
}

const duration = () => `PT${Math.max(1, Math.round((Date.now() - begun) / 1000))}S`;

function show() {
  sections.forEach((section, index) =>
    section.classList.toggle("is-shown", index === memory.place));
  element("place").textContent = `${memory.place + 1} / ${sections.length}`;
  element("back").disabled = memory.place === 0 || isJudged;
  element("on").disabled = memory.place === sections.length - 1;
}

async function end() {
  const isRight = ({ dataset }, index) => memory.answers[index] === dataset.right;
  const right = questions.filter(isRight);
  const scaled = questions.length ? right.length / questions.length : 1;
  const isPassed = scaled >= (launch.masteryScore ?? 0);
  if (questions.length) tell(right.length, isPassed || memory.done);
  if (launch.launchMode !== "Normal" || memory.done || isJudged) return;
  isJudged = questions.length > 0;
  if (isJudged) {
    const score = { scaled: Math.round(scaled * 100) / 100 };
    await say(isPassed ? "passed" : "failed", { success: isPassed, score, duration: duration() });
  }
  if (isPassed) await say("completed", { completion: true, duration: duration() });
  memory.done = isPassed;
}

function tell(right, isPassed) {
  element("score").textContent = `Тачних одговора: ${right} од ${questions.length}.`;
  element("verdict").textContent = isPassed
    ? "Провера је положена."
    : "Прочитајте лекцију још једном, па отворите проверу поново.";
}

// A page is shown when it is known at which one to go on.
async function go(step) {
  memory.place = Math.min(Math.max(memory.place + step, 0), sections.length - 1);
  if ("end" in sections[memory.place].dataset) await end();
  // After a test that was failed the next session begins with the first question.
  const hasFailed = isJudged && !memory.done;
  await remember(hasFailed ? { place: 0, answers: {}, done: false } : memory);
  show();
}

// What failed is said, for nobody sees that nothing was kept.
const trying = (act) => act().catch((error) => { element("problem").textContent = error.message; });

element("back").addEventListener("click", () => trying(() => go(-1)));
element("on").addEventListener("click", () => trying(() => go(1)));
questions.forEach((section, index) => {
  section.addEventListener("change", (event) => trying(async () => {
    memory.answers[index] = event.target.value;
    await remember(memory);
  }));
});
window.addEventListener("pagehide", () => {
  if (launch) trying(() => say("terminated", { duration: duration() }));
});

await trying(async () => {
  await begin();
  questions.forEach((section, index) => {
    const chosen = section.querySelector(`[value="${memory.answers[index]}"]`);
    if (chosen) chosen.checked = true;
  });
  if ("end" in sections[memory.place].dataset) await end();
  show();
});
