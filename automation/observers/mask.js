// Runs in every document before its own scripts: hides what a picture or a video must not show.
(({ blur, origins }) => {
  const sheet = new CSSStyleSheet();
  // One-time codes, and passwords that a page's script could show.
  let rules = `input:is([name*=otp], [name*=token], [name*=password], [autocomplete=one-time-code])
    { -webkit-text-security: disc !important; }`;
  // On sign-in pages and other servers' pages, the fields with secrets are not known.
  if (!origins.includes(location.origin) || location.pathname.startsWith('/auth/')) rules += `
    input:not([type=email]), textarea { -webkit-text-security: disc !important; }`;
  if (blur) rules += `
    input, textarea { -webkit-text-security: disc !important; }
    /* Notes on accounts, which nobody else sees (4.6 and later). */
    aside:has(button svg.icon-edit) h3 + div { -webkit-text-security: disc !important; }
    ::highlight(mastodon-move-blurred) { color: transparent; background-color: #8a8a99; text-shadow: none; }`;
  sheet.replaceSync(rules);
  document.adoptedStyleSheets.push(sheet);
  if (!blur) return;

  // Handles and e-mail addresses in the page's text, which can span several elements of a line.
  const NAMES = /@?[\p{L}\p{N}_.+-]+@[\p{L}\p{N}_-]+(?:[.:][\p{L}\p{N}_-]+)*|@[\p{L}\p{N}_][\p{L}\p{N}_.-]*/gu;
  const blurred = new Highlight();
  CSS.highlights.set('mastodon-move-blurred', blurred);

  const line = node => {
    let element = node.parentElement;
    while (element && getComputedStyle(element).display.startsWith('inline')) element = element.parentElement;
    return element;
  };

  const lines = () => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const own = line(node);
      if (found.at(-1)?.line !== own) found.push({ line: own, nodes: [], text: '' });
      const last = found.at(-1);
      last.nodes.push({ node, start: last.text.length });
      last.text += node.data;
    }
    return found;
  };

  const look = () => {
    blurred.clear();
    for (const { nodes, text } of document.body ? lines() : []) {
      for (const match of text.matchAll(NAMES)) {
        const at = offset => {
          const { node, start } = nodes.findLast(one => one.start <= offset);
          return [node, offset - start];
        };
        const range = new Range();
        range.setStart(...at(match.index));
        const [node, offset] = at(match.index + match[0].length - 1);
        range.setEnd(node, offset + 1);
        blurred.add(range);
      }
    }
  };

  let asked = false;
  const lookSoon = () => {
    if (asked) return;
    asked = true;
    queueMicrotask(() => { asked = false; look(); });
  };
  new MutationObserver(lookSoon).observe(document, { childList: true, characterData: true, subtree: true });
})
