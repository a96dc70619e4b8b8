(function () {
  "use strict";
  var findings = document.getElementById("findings");
  if (!findings) { return; }
  var controls = document.getElementById("controls");
  var group = document.getElementById("group");
  var sort = document.getElementById("sort");
  var boxes = Array.from(controls.querySelectorAll("input"));
  var rows = Array.from(findings.querySelectorAll("tbody tr"));
  var sections = new Map(Array.from(findings.children, function (section) {
    return [section.querySelector("h3").id, section];
  }));
  var blank = findings.children[0].cloneNode(true);
  blank.querySelector("tbody").replaceChildren();

  function sectionOfPerson(name, number) {
    var section = blank.cloneNode(true);
    var heading = section.querySelector("h3");
    heading.id = "orang-" + number;
    heading.textContent = name;
    section.setAttribute("aria-labelledby", heading.id);
    return section;
  }

  function found(several) {
    return several.reduce(function (sum, row) { return sum + Number(row.dataset.count); }, 0);
  }

  function before(one, other) {
    if (sort.value === "code") {
      var order = one.dataset.code.localeCompare(other.dataset.code);
      if (order !== 0) { return order; }
    }
    if (sort.value === "gravity") {
      var graver = one.dataset.gravity - other.dataset.gravity;
      if (graver !== 0) { return graver; }
    }
    return one.dataset.order - other.dataset.order;
  }

  function draw() {
    var wanted = new Set(boxes.filter(function (box) { return box.checked; }).map(function (box) { return box.value; }));
    var shown = rows.filter(function (row) { return wanted.has(row.dataset.severity); });
    var groups = new Map();
    shown.slice().sort(function (one, other) { return one.dataset.order - other.dataset.order; }).forEach(function (row) {
      var name = row.dataset[group.value];
      if (!groups.has(name)) { groups.set(name, []); }
      groups.get(name).push(row);
    });
    var names = Array.from(groups.keys());
    if (group.value === "person") { names.sort(function (one, other) { return one.localeCompare(other, document.documentElement.lang); }); }
    findings.dataset.group = group.value;
    findings.replaceChildren(...names.map(function (name, number) {
      var section = group.value === "workbook" ? sections.get(name) : sectionOfPerson(name, number);
      section.querySelector("tbody").replaceChildren(...groups.get(name).sort(before));
      return section;
    }));
    var status = document.getElementById("shown");
    status.textContent = status.dataset.text.replace("{shown}", found(shown)).replace("{all}", found(rows));
  }

  [group, sort].concat(boxes).forEach(function (control) { control.addEventListener("change", draw); });
  controls.hidden = false;
  draw();
})();
