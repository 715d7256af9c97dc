// node browser.mjs PAGES CHROMIUM SCREENSHOTS
//
// Opens the pages of reference of both schemas in a browser, from file://, and uses them as people do.
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const [pages, chromium, screenshots] = process.argv.slice(2).map((each) => each.startsWith("/") ? each : resolve(each));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const failures = [];
let checks = 0;

function check(good, what) {
    checks++;
    if (!good) {
        failures.push(what);
        console.log(`FAILED: ${what}`);
    }
}

const urlOf = (name) => pathToFileURL(pages).href + "/" + name;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

const browser = await puppeteer.launch({ executablePath: chromium, headless: true,
    args: ["--no-sandbox", "--allow-file-access-from-files=false", "--disable-gpu"] });
const page = await browser.newPage();
await page.setViewport({ width: 1400, height: 1000 });
page.on("console", (message) => check(!["error", "warn"].includes(message.type()), `${page.url()} says ${message.text()}`));
page.on("pageerror", (error) => check(false, `${page.url()}: ${error.message}`));
page.on("requestfailed", (request) => check(false, `${page.url()} asks for ${request.url()}: ${request.failure().errorText}`));
page.on("request", (request) => check(request.url().startsWith("file://"), `${page.url()} asks for ${request.url()}`));

async function open(name) {
    await page.goto(urlOf(name), { waitUntil: "load" });
}

/** Waits until what is listed is of a query: on a busy machine the list is made while one is being typed, too. */
async function listed(query) {
    await page.waitForFunction((wanted) => !document.getElementById("search-results").hidden &&
        document.getElementById("search-list").getAttribute("data-query") === wanted, {}, query);
}

/** Types into the search, and waits until what is listed is of that. */
async function search(query) {
    await page.click("#search-field", { clickCount: 3 });
    await page.keyboard.press("Backspace");
    await page.waitForFunction(() => document.getElementById("search-results").hidden);
    await page.type("#search-field", query);
    await listed(query);
    return page.$$eval("#search-list > li", (items) => items.map((item) => ({
        name: item.querySelector("a").textContent, href: item.querySelector("a").getAttribute("href"),
        kind: item.querySelector(".tag").textContent, text: item.textContent })));
}

// ---- Every page: no error, no request elsewhere, every link leads to a file and an id that are there ----

const files = [];
(function walk(folder) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
        if (entry.isDirectory()) {
            walk(join(folder, entry.name));
        } else if (entry.name.endsWith(".html")) {
            files.push(relative(pages, join(folder, entry.name)));
        }
    }
})(pages);
files.sort();
check(files.length > 600, `there are only ${files.length} pages`);

const ids = new Map();
const links = new Map();
let pictures = 0;
for (const file of files) {
    await open(file);
    const found = await page.evaluate(() => ({
        ids: Array.from(document.querySelectorAll("[id]"), (each) => each.id),
        links: Array.from(document.querySelectorAll("a"), (each) => each.href.baseVal !== undefined
            ? new URL(each.href.baseVal, document.baseURI).href : each.href),
        pictures: Array.from(document.querySelectorAll("svg"), (each) => each.getBoundingClientRect().width > 20 &&
            each.querySelector("text") !== null && each.querySelector("title").textContent !== ""),
        hasTitle: document.title !== "" && document.querySelectorAll("h1").length === 1 && document.documentElement.lang !== "",
    }));
    ids.set(urlOf(file), new Set(found.ids));
    check(new Set(found.ids).size === found.ids.length, `${file} has an id twice`);
    check(found.hasTitle, `${file} has no title, or no heading`);
    check(found.pictures.every(Boolean), `${file} has a picture that shows nothing`);
    pictures += found.pictures.length;
    found.links.forEach((link) => links.set(link, file));
}
for (const [link, file] of links) {
    const [target, id] = link.split("#");
    if (!link.startsWith("file:")) {
        check(link.startsWith("https://"), `${file} leads to ${link}`);
    } else if (ids.has(target)) {
        check(id === undefined || ids.get(target).has(decodeURIComponent(id)), `${file} leads to ${link}, and there is no such id`);
    } else {
        check(existsSync(fileURLToPath(target)), `${file} leads to ${link}, which is not there`);
    }
}
console.log(`${files.length} pages, ${links.size} links, ${pictures} pictures`);
check(pictures > 600, `there are only ${pictures} pictures`);

// ---- The search ----

await open("index.html");
/** What is found first is of that name. */
const first = async (query, name, kind) => {
    const found = await search(query);
    check(found.length > 0 && found[0].name === name && found[0].kind === kind,
          `'${query}' finds ${found.length === 0 ? "nothing" : found[0].kind + " " + found[0].name}, not ${name}`);
    return found;
};
await first("Msvm_ComputerSystem", "Msvm_ComputerSystem", "class");
await first("msvm_computersystem", "Msvm_ComputerSystem", "class");
await first("hv_Msvm_ComputerSystem", "Msvm_ComputerSystem", "class");
await first("InitiateFailback", "Msvm_ReplicationService.InitiateFailback", "method");
await first("Msvm_ComputerSystem.RequestStateChange", "Msvm_ComputerSystem.RequestStateChange", "method");
await first("hv_Msvm_ReplicationService_InitiateFailback_wait", "Msvm_ReplicationService.InitiateFailback", "method");
await first("hv_Msvm_ComputerSystem_get", "Msvm_ComputerSystem", "class");
await first("hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_out_clear",
            "Msvm_VirtualSystemManagementService.ModifyResourceSettings", "method");
await first("hv_Msvm_SystemDevice_PartComponent", "Msvm_SystemDevice.PartComponent", "property");
await first("Msvm_ComputerSystem ElementName", "Msvm_ComputerSystem.ElementName", "property");
const invalid = await first("32775", "32775 Invalid state for this operation", "code");
check(invalid.some((each) => each.kind === "code" && /\.[A-Z]\w+/.test(each.text)), "32775 names no method");
await first("0x8007", "32775 Invalid state for this operation", "code");
const drive = "Microsoft:Hyper-V:Synthetic Disk Drive";
await first(drive, `${drive} Synthetic Disk Drive`, "code");
await first("arm64", "arm64", "code");
const several = (await search("CIM_Dependency")).filter((each) => each.name === "CIM_Dependency" && each.kind === "class");
check(several.length === 4 && new Set(several.map((each) => each.text)).size === 4, "classes of one name cannot be told apart");
const snapshot = await search("32775 CreateSnapshot");
check(snapshot.some((each) => each.kind === "code" && each.text.includes("CreateSnapshot")), "32775 CreateSnapshot finds none");
const texts = await search("snapshots machines");
check(texts.some((each) => each.name === "Msvm_VirtualSystemSnapshotService"), "words of a text do not find the snapshot service");
check((await search("qqxyzzy")).length === 0, "nonsense finds something");
check(await page.$eval("#search-status", (status) => status.textContent === "Nothing found."), "nothing found is not said");
check((await search("<script>")).length >= 0, "a query of markup");

// ---- The keyboard ----

await open("virtualization_v2/Msvm_ComputerSystem.html");
await page.keyboard.press("Tab");
check(await page.evaluate(() => document.activeElement.className === "skip" && document.activeElement.getBoundingClientRect().top >= 0),
      "the first stop is no link to the content that can be seen");
await page.keyboard.press("Enter");
check(await page.evaluate(() => document.activeElement.id === "page-content"), "the skip link does not lead to the content");
await page.keyboard.press("/");
check(await page.evaluate(() => document.activeElement.id === "search-field"), "/ does not lead to the search");
await page.keyboard.type("CreateSnapshot");
await listed("CreateSnapshot");
check(await page.$eval("#search-status", (status) => /result/.test(status.textContent) && status.getAttribute("role") === "status"),
      "results are not told of");
await page.keyboard.press("ArrowDown");
await page.keyboard.press("ArrowDown");
await page.keyboard.press("ArrowUp");
check(await page.evaluate(() => document.activeElement.matches("#search-list > li > a")), "the arrows do not lead to results");
await page.screenshot({ path: shot("search") });
await page.keyboard.press("Escape");
check(await page.evaluate(() => document.activeElement.id === "search-field" && document.getElementById("search-results").hidden),
      "Escape does not close the results");
await page.keyboard.press("Backspace");
await page.keyboard.press("t");
await pause(300);
await listed("CreateSnapshot");
await page.keyboard.press("ArrowDown");
await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
check(/#CreateSnapshot$/.test(page.url()), `Enter leads to ${page.url()}`);

// ---- Links to members ----

await open("virtualization_v2/Msvm_ComputerSystem.html#requeststatechange.REQUESTEDSTATE");
await page.waitForFunction(() => window.location.hash === "#RequestStateChange.RequestedState");
for (const id of ["hv_Msvm_ComputerSystem_RequestStateChange", "hv_Msvm_ComputerSystem.EnabledState", "ElementName",
                  "hv_Msvm_ComputerSystem_RequestStateChange_in.RequestedState"]) {
    check(ids.get(urlOf("virtualization_v2/Msvm_ComputerSystem.html")).has(id), `there is no #${id}`);
}

await open("virtualization_v2/Msvm_VirtualSystemManagementService.html#hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_in.ResourceSettings");
check(await page.evaluate(() => document.getElementById("ModifyResourceSettings.ResourceSettings").checkVisibility()),
      "a link into what is folded leads to what cannot be seen");

// ---- A narrow window ----

await page.setViewport({ width: 380, height: 800 });
for (const file of ["index.html", "virtualization_v2/Msvm_VirtualSystemManagementService.html", "virtualization_v2-codes.html"]) {
    await open(file);
    check(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${file} is wider than a narrow window`);
}
await page.setViewport({ width: 1400, height: 1000 });

// ---- What a link leads to is not covered by the head, however wide the window is ----

for (const width of [360, 700, 1000, 1190, 1230, 1400]) {
    await page.setViewport({ width, height: 800 });
    await open("index.html");
    await open("virtualization_v2/Msvm_ComputerSystem.html#RequestStateChange.TimeoutPeriod");
    const [top, bottom] = await page.evaluate(() => [document.getElementById("RequestStateChange.TimeoutPeriod").getBoundingClientRect().top,
                                                     document.querySelector(".bar").getBoundingClientRect().bottom]);
    check(top >= Math.max(bottom, 0), `at ${width} the head ends at ${bottom}, and a link leads to ${top}`);
}
await page.setViewport({ width: 1400, height: 1000 });

await open("virtualization_v2/Msvm_ComputerSystem.html#%zz");
check((await search("Msvm_ComputerSystem")).length > 0, "an address that is no text");

// ---- Pictures, light and dark, print ----

await open("virtualization_v2/Msvm_VirtualSystemSnapshotService.html");
const colours = () => page.evaluate(() => ["body", ".diagram text", ".diagram .node polygon"].map((each) => {
    const style = getComputedStyle(document.querySelector(each));
    return style.backgroundColor + style.fill;
}).join());
await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "light" }]);
const light = await colours();
await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
const dark = await colours();
check(light !== dark, "dark looks as light does");
const devtools = await page.createCDPSession();
const emulate = (media, value) => devtools.send("Emulation.setEmulatedMedia", { media, features: [{ name: "prefers-color-scheme", value }] });
await emulate("print", "dark");
check(await colours() === light, "the dark scheme is printed");
await page.evaluate(() => document.documentElement.setAttribute("data-scheme", "dark"));
check(await colours() === light, "what was chosen to be dark is printed so");
await page.evaluate(() => document.documentElement.removeAttribute("data-scheme"));
await emulate("", "dark");
await devtools.detach();
await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
await page.waitForFunction(() => document.getElementById("dark-switch").getAttribute("aria-pressed") === "true");
await page.click("#dark-switch");
check(await colours() === light, "the switch does not make it light");
await page.reload({ waitUntil: "load" });
check(await colours() === light, "what was chosen is forgotten");
await page.evaluate(() => window.localStorage.clear());
await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "light" }]);
await page.reload({ waitUntil: "load" });
await Promise.all([page.waitForNavigation(), page.$eval(".diagram a", (link) => link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true })))]);
check(/CIM_ManagedElement\.html$/.test(page.url()), `a node of a picture leads to ${page.url()}`);
await page.emulateMediaType("print");
check(await page.$eval(".bar", (bar) => getComputedStyle(bar).display === "none"), "the head is printed");
await page.emulateMediaType("screen");
await page.setJavaScriptEnabled(false);
await open("index.html");
check(await page.$eval("noscript", () => true) && await page.$eval("#search-form", (form) => getComputedStyle(form).display === "none"),
      "without JavaScript there is a search that does nothing");
await page.setJavaScriptEnabled(true);

// ---- Accessibility, in both schemes: no violation of WCAG 2 A and AA, nor of what axe calls best practice ----

function shot(name) {
    mkdirSync(screenshots, { recursive: true });
    return join(screenshots, name + ".png");
}

const looked = ["index.html", "virtualization_v2-index.html", "hypervcluster_v2-classes.html",
                "virtualization_v2/Msvm_ComputerSystem.html", "virtualization_v2/Msvm_VirtualSystemSnapshotService.html",
                "virtualization_v2/CIM_ManagedElement.html", "virtualization_v2/Msvm_SettingsDefineState.html",
                "virtualization_v2/Msvm_EthernetSwitchPortAclSettingData.html", "hypervcluster_v2/Msvm_ConcreteJob.html"];
for (const scheme of ["light", "dark"]) {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    for (const name of looked) {
        await open(name);
        if (name === "index.html") {
            await search("snapshot");
        }
        await page.evaluate(axe);
        const result = await page.evaluate(() => axe.run(document, { resultTypes: ["violations", "incomplete"] }));
        check(result.passes.length > 10, `axe has looked at nothing of ${name}`);
        for (const violation of result.violations) {
            check(false, `${name}, ${scheme}: ${violation.id}: ${violation.help}: ${violation.nodes.slice(0, 3).map((node) =>
                node.html.slice(0, 160) + " " + (node.any[0] ? node.any[0].message : "")).join(" | ")} (${violation.nodes.length})`);
        }
        check(result.violations.length === 0, `${name}, ${scheme}: ${result.violations.length} rules of axe`);
    }
}

// ---- Pictures for people to look at ----

await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "light" }]);
await open("virtualization_v2-index.html");
await page.screenshot({ path: shot("themes") });
await open("virtualization_v2/Msvm_VirtualSystemSnapshotService.html#ApplySnapshot");
await pause(200);
await page.screenshot({ path: shot("method") });
await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
await open("virtualization_v2/Msvm_ComputerSystem.html");
await page.screenshot({ path: shot("class-dark") });

await browser.close();
console.log(`${checks} checks, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);
