// Searches a copy of the site in the browser, by the index that lies beside its list. Without it the form opens the live site.
(() => {
  const form = document.querySelector("[data-index]");
  const found = document.querySelector("[data-found]");
  const listed = document.querySelector("[data-listed]");
  if (!form || !found || !listed) {
    return;
  }
  const most = 50;
  const said = found.querySelector("[role=status]");
  const rows = found.querySelector("ul");
  const pattern = found.querySelector("template");
  const address = new URL(form.dataset.index, document.baseURI);
  const searched = ["reference", "title", "text", "skills"];
  let index = null;

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("’", "'").toLowerCase();

  const read = () => {
    index ??= fetch(address)
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
      .then(({ opportunities }) =>
        opportunities.map((each) => ({ ...each, folded: fold(searched.map((name) => each[name]).join("\n")) })),
      );
    // One that failed is asked for again next time.
    index.catch(() => {
      index = null;
    });
    return index;
  };

  const draw = (each) => {
    const row = pattern.content.cloneNode(true);
    for (const part of row.querySelectorAll("[data-part]")) {
      part.textContent = each[part.dataset.part];
    }
    const title = row.querySelector("a");
    title.href = new URL(each.address, address).href;
    title.lang = each.language;
    row.querySelector("[data-part=text]").lang = each.language;
    if (each.look) {
      row.querySelector(".tag").classList.add(each.look);
    }
    row.querySelector("[data-part=skills]").parentElement.hidden = !each.skills;
    return row;
  };

  const show = (name, matching = []) => {
    said.textContent = said.dataset[name].replace("NUMBER", matching.length.toLocaleString(document.documentElement.lang));
    rows.replaceChildren(...matching.slice(0, most).map(draw));
    rows.hidden = !matching.length;
    found.hidden = false;
    listed.hidden = name !== "failed";
  };

  form.querySelector("[data-without-scripts]").hidden = true;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const words = fold(form.elements.q.value).split(/\s+/).filter(Boolean);
    if (!words.length) {
      found.hidden = true;
      listed.hidden = false;
      return;
    }
    try {
      const matching = (await read()).filter((each) => words.every((word) => each.folded.includes(word)));
      const name = matching.length > most ? "some" : ["none", "one"][matching.length] ?? "many";
      show(name, matching);
    } catch {
      show("failed");
    }
  });
})();
