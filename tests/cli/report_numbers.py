"""Holds report.html of a study against its summary.json and items.csv.

    python3 report_numbers.py STUDY

The file must be well-formed XML that loads nothing, and show the same numbers.
"""
import csv
import json
import sys
import xml.etree.ElementTree as ElementTree

SVG = "{http://www.w3.org/2000/svg}"
HTML = "{http://www.w3.org/1999/xhtml}"


def points_of(svg, element_class):
    """[series][point]: (x, value, standard error or None)."""
    series = [g for g in svg.iter(SVG + "g") if g.get("data-exam") is not None]
    return [[(float(g.get("data-x")), float(g.get("data-value")),
              float(g.get("data-standard-error", "nan")))
             for g in s.iter(SVG + "g") if g.get("class") == element_class]
            for s in series]


def expected(exam, rows, x, figure):
    values = [(row[x], row[figure]) for row in exam[rows]]
    return [(at, v["value"], v["standard_error"]) for at, v in values
            if v["value"] is not None]


def check(condition, message):
    if not condition:
        sys.exit("report_numbers: " + message)


def check_plots(plots, exams):
    for title, element_class, rows, x, figure in (
            ("Bias", "point", "by_theta", "theta", "bias"),
            ("Root mean squared error", "point", "by_theta", "theta", "rmse"),
            ("Coverage of the 95 % interval", "point", "by_theta", "theta",
             "coverage_95"),
            ("Decision accuracy", "point", "by_theta", "theta",
             "decision_accuracy"),
            ("Pass rate", "point", "by_theta", "theta", "pass_rate"),
            ("Reliability of the pass probability", "point", "reliability",
             "pass_probability", "passing"),
            ("Questions given", "bar", "lengths", "length", "share")):
        drawn = points_of(plots[title], element_class)
        wanted = [expected(exam, rows, x, figure) for exam in exams]
        check(any(wanted), title + " has no points")
        check(drawn == wanted, f"{title}: {drawn} is not {wanted}")


def check_table(root, table_class, objects):
    for table in root.iter(HTML + "table"):
        if table.get("class") != table_class:
            continue
        for row in table.iter(HTML + "tr"):
            cells = [c for c in row.iter(HTML + "td") if c.get("data-key")]
            for cell, figures in zip(cells, objects):
                value = figures[cell.get("data-key")]["value"]
                shown = cell.get("data-value")
                check((shown is None) == (value is None) and
                      (value is None or float(shown) == value),
                      f"{cell.get('data-key')}: {shown} is not {value}")
        return
    sys.exit(f"report_numbers: there is no table {table_class}")


def check_exposure(svg, study, num_exams):
    with open(study + "/items.csv", newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["status"] == "operational"]
    per_exam = len(rows) // num_exams
    lines = [p.get("points").split() for p in svg.iter(SVG + "polyline")]
    check(len(lines) == num_exams, "a line for each exam")
    for e, line in enumerate(lines):
        rates = sorted((float(r["exposure_rate"])
                        for r in rows[e * per_exam:(e + 1) * per_exam]),
                       reverse=True)
        check(len(line) == len(rates), "a point for each operational item")
        heights = [-float(point.split(",")[1]) for point in line]
        for i in range(1, len(rates)):
            check((heights[i] < heights[i - 1]) <= (rates[i] < rates[i - 1]),
                  "exposure rates out of order")


def main():
    study = sys.argv[1]
    with open(study + "/summary.json") as file:
        exams = json.load(file)
    exams = exams if isinstance(exams, list) else [exams]
    root = ElementTree.parse(study + "/report.html").getroot()
    for element in root.iter():
        tag = element.tag.split("}")[1]
        check(tag not in ("script", "link", "img", "iframe"), f"has a {tag}")
        check(not {"src", "href"} & set(element.keys()), "refers elsewhere")
    plots = {svg.find(SVG + "title").text: svg for svg in root.iter(SVG + "svg")}
    check_plots(plots, exams)
    check_table(root, "overview", exams)
    if len(exams) > 1:
        check_table(root, "differences", [e["difference"] for e in exams[1:]])
    check_exposure(plots["Exposure rates"], study, len(exams))
    captions = list(root.iter(HTML + "figcaption"))
    check(len(captions) == len(plots), "a sentence for each plot")


main()
