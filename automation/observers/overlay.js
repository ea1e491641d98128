// Draws over a page: a mark around a control, a caption, buttons, a chapter card.
//
// This runs in an isolated world, so the page's scripts can neither call it nor access its closed shadow root. It uses
// only elements and constructed style sheets: a content security policy such as Mastodon's blocks inline styles, and
// with them the design of Playwright's own captions and chapter cards.
globalThis.mastodonMove ??= (() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { box-sizing: border-box; margin: 0; }
    :host { position: fixed; inset: 0; width: auto; height: auto; margin: 0; padding: 0; border: 0; overflow: visible;
            background: none; pointer-events: none; color: #fff; font: 16px/1.4 system-ui, sans-serif; }
    .mark { position: fixed; border: 3px solid #e8590c; border-radius: 8px;
            box-shadow: 0 0 0 4px rgb(255 255 255 / 85%), 0 0 0 7px rgb(232 89 12 / 45%); }
    .card { position: fixed; inset-inline: 0; margin-inline: auto; width: fit-content; min-width: min(26rem, 94vw);
            max-width: min(46rem, 94vw); padding: 14px 20px; border-radius: 14px; background: #16161f;
            border: 1px solid #4a4a5e; box-shadow: 0 10px 36px rgb(0 0 0 / 45%); }
    .place { color: #ffb38a; font-size: 13px; font-weight: 600; letter-spacing: .02em; }
    .words { font-size: 18px; font-weight: 600; text-wrap: balance; }
    .doing { margin-top: 2px; color: #cfcfe0; font-size: 14px; }
    .more { margin-top: 8px; padding-top: 8px; border-top: 1px solid #4a4a5e; font-size: 14px; white-space: pre-line; }
    .bar { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 12px; pointer-events: auto; }
    button { padding: 7px 13px; border: 1px solid #6b6b85; border-radius: 8px; background: #2a2a38; color: #fff;
             font: inherit; font-size: 14px; cursor: pointer; }
    button:first-child { border-color: #ffb38a; background: #c2410c; font-weight: 600; }
    button:hover { filter: brightness(1.2); }
    button:focus-visible { outline: 3px solid #fff; outline-offset: 2px; }
    kbd { margin-inline-end: 8px; padding: 1px 6px; border: 1px solid #8a8aa3; border-radius: 5px; background: #16161f;
          color: #fff; font: 12px/1.5 ui-monospace, monospace; }
    .chapter { position: fixed; inset: 0; display: grid; place-items: center; background: rgb(10 10 18 / 78%);
               backdrop-filter: blur(3px); text-align: center; }
    .chapter > div { max-width: 90vw; padding: 40px 56px; border-radius: 18px; background: #16161f;
                     border: 1px solid #4a4a5e; }
    .chapter .number { color: #ffb38a; font-size: 18px; font-weight: 600; }
    .chapter .title { margin-top: 6px; font-size: 30px; font-weight: 650; line-height: 1.2; text-wrap: balance; }
    .chapter .where { margin-top: 12px; color: #cfcfe0; }
  `);
  const host = document.createElement('mastodon-move-overlay');
  const root = host.attachShadow({ mode: 'closed' });
  root.adoptedStyleSheets = [sheet];
  host.popover = 'manual';
  let answer = null;

  const make = (tag, name, text, ...children) => {
    const element = document.createElement(tag);
    element.className = name;
    if (text) element.append(text);
    element.append(...children);
    element.dir = 'auto';
    return element;
  };

  // Position the mark in the page, so that it scrolls with the page.
  const mark = ([left, top, width, height]) => {
    const element = make('div', 'mark');
    const [x, y] = [scrollX, scrollY];
    const place = () => Object.assign(element.style, {
      left: `${left - scrollX + x - 5}px`, top: `${top - scrollY + y - 5}px`,
      width: `${width + 10}px`, height: `${height + 10}px` });
    place();
    addEventListener('scroll', place, { passive: true });
    return element;
  };

  const button = ([key, shown, words]) => {
    const element = make('button', '', '', make('kbd', '', shown), words);
    element.type = 'button';
    element.addEventListener('click', event => { if (event.isTrusted) answer = key; });
    return element;
  };

  const card = state => {
    const element = make('div', 'card');
    for (const name of ['place', 'words', 'doing', 'more'])
      if (state[name]) element.append(make('div', name, state[name]));
    if (state.buttons) element.append(make('div', 'bar', '', ...state.buttons.map(button)));
    return element;
  };

  // Place the caption at the edge where it hides neither the marked control nor the page's message.
  const settle = (element, box, avoid) => {
    const said = avoid ? [...document.querySelectorAll(avoid)].map(one => one.getBoundingClientRect()) : [];
    const boxes = said.map(({ left, top, width, height }) => [left, top, width, height]);
    if (box) boxes.push(box);
    const place = edge => Object.assign(element.style, { top: '', bottom: '', [edge]: '24px' });
    const covers = () => boxes.reduce((sum, [left, top, width, height]) => {
      const own = element.getBoundingClientRect();
      return sum + Math.max(0, Math.min(own.right, left + width + 12) - Math.max(own.left, left - 12))
        * Math.max(0, Math.min(own.bottom, top + height + 12) - Math.max(own.top, top - 12));
    }, 0);
    place('bottom');
    const below = covers();
    place('top');
    if (below <= covers()) place('bottom');
  };

  const chapter = ({ number, title, where }) =>
    make('div', 'chapter', '', make('div', '', '', make('div', 'number', number), make('div', 'title', title),
      make('div', 'where', where)));

  const draw = state => {
    root.replaceChildren();
    if (!state) return host.remove();
    if (!host.isConnected) document.documentElement.append(host);
    if (host.matches(':popover-open')) host.hidePopover();
    host.showPopover();
    if (state.chapter) return root.append(chapter(state.chapter));
    if (state.mark) root.append(mark(state.mark));
    if (state.words) {
      const drawn = card(state);
      root.append(drawn);
      settle(drawn, state.mark, state.avoid);
    }
  };

  return {
    draw: state => {
      if (document.documentElement) return draw(state);
      new MutationObserver((_, observer) => {
        if (document.documentElement) { observer.disconnect(); draw(state); }
      }).observe(document, { childList: true });
    },
    take: () => { const taken = answer; answer = null; return taken; },
  };
})();
