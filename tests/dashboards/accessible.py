"""Contrast and labels of a page as a browser shows it: a small part of WCAG 2.1 AA (1.1.1, 1.4.3, 3.1.1, 4.1.2).

`axe` asks the well-known axe-core the same and more, of the same levels.

Not seen by either: text over pictures and gradients, text inside canvas charts, order of focus, colour as the only sign.
"""

from importlib.resources import files

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
ASK = """async (root) => {
  const asked = {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations']};
  const found = (await axe.run(root ? {include: [root]} : document, asked)).violations;
  return found.filter((v) => ['serious', 'critical'].includes(v.impact)).flatMap((v) => v.nodes.map((n) => v.id + ': ' + n.html.slice(0, 160)));
}"""

FAULTS = """(root) => {
  const faults = [];
  const parse = (text) => { const m = text.match(/[\\d.]+/g); return m ? m.map(Number) : [0, 0, 0, 0]; };
  const light = ([r, g, b]) => { const f = (c) => { c /= 255; return c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4; };
    return .2126 * f(r) + .7152 * f(g) + .0722 * f(b); };
  const behind = (node) => { for (let n = node; n; n = n.parentElement) {
    const style = getComputedStyle(n), c = parse(style.backgroundColor);
    if (style.backgroundImage !== 'none') return null;
    if (c.length < 4 || c[3] === 1) return c;
    if (c[3] > 0) return null; } return [255, 255, 255]; };
  const shown = (n) => { const s = getComputedStyle(n), b = n.getBoundingClientRect();
    return s.visibility !== 'hidden' && s.display !== 'none' && +s.opacity > .5 && b.width > 1 && b.height > 1; };
  const name = (n) => (n.getAttribute('aria-label') || n.getAttribute('title') || n.getAttribute('alt') || n.innerText ||
    (n.getAttribute('aria-labelledby') || '').split(' ').map((i) => document.getElementById(i)?.innerText || '').join('') ||
    [...(n.labels || [])].map((l) => l.innerText).join('') || n.querySelector('img[alt],svg[aria-label],[aria-label]')?.getAttribute('aria-label') || '').trim();
  if (!/^zh/.test(document.documentElement.lang)) faults.push('lang: ' + document.documentElement.lang);
  for (const n of document.querySelectorAll(root + ' *')) {
    if (!shown(n)) continue;
    if (n.matches('input:not([type=hidden]), select, textarea, button, a[href], img') && !name(n) && !n.closest('[aria-hidden=true]'))
      faults.push('label: ' + n.outerHTML.slice(0, 120));
    const own = [...n.childNodes].some((c) => c.nodeType === 3 && c.textContent.trim());
    if (!own || n.matches('script, style, noscript, option') || n.closest('[disabled], [aria-disabled=true]')) continue;
    const style = getComputedStyle(n), ground = behind(n), ink = parse(style.color);
    if (!ground || (ink.length === 4 && ink[3] < 1)) continue;
    const [a, b] = [light(ink), light(ground)].sort((x, y) => y - x), ratio = (a + .05) / (b + .05);
    const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && +style.fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5)) faults.push('contrast ' + ratio.toFixed(2) + ': ' + n.innerText.slice(0, 30));
  }
  return [...new Set(faults)];
}"""


def faults(page, root: str = "body") -> list[str]:
    """What is wrong below an element: `lang`, `label` and `contrast`, each with the place."""
    return page.evaluate(FAULTS, root)


def axe(page, root: str = "") -> list[str]:
    """What axe-core calls serious or critical on a page, or below one of its elements, each with its place."""
    page.evaluate(AXE)
    return page.evaluate(ASK, root)
