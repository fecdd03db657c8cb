// What the page does beyond Chainlit: its language, its address, names for its buttons, room for a panel.
(() => {
  const french = (navigator.language || 'fr').toLowerCase().startsWith('fr');
  document.documentElement.lang = french ? 'fr' : 'en';

  // The server shows the brief beside the talk where there is room for both.
  const wide = window.matchMedia('(min-width: 1100px)');
  const tell = () => { document.cookie = 'jalon_wide=' + (wide.matches ? 1 : 0) + '; path=/; SameSite=Strict'; };
  tell();
  wide.addEventListener('change', tell);

  // A reload must find the conversation again: its id goes into the address.
  window.addEventListener('message', (event) => {
    if (event.source !== window || event.data?.jalon !== 'thread') return;
    const base = location.pathname.match(/^(.*\/chat)(\/|$)/)?.[1];
    if (base && /^[0-9a-f-]{36}$/.test(event.data.id) && !location.pathname.startsWith(base + '/thread/')) {
      history.replaceState(history.state, '', base + '/thread/' + event.data.id);
    }
  });

  // The panel may be drawn anew at any time: the brief so far is kept here.
  window.addEventListener('message', (event) => {
    if (event.source === window && event.data?.jalon === 'brief') (window.jalonBriefs ??= {})[event.data.thread] = event.data;
  });

  const calm = window.matchMedia('(prefers-reduced-motion: reduce)');

  // What can be clicked comes into sight, unless its answer is longer than the screen: that is read from its top.
  window.addEventListener('message', (event) => {
    if (event.source !== window || event.data?.jalon !== 'offered') return;
    const show = () => {
      const answer = [...document.querySelectorAll('[data-step-type=assistant_message]')].pop();
      const composer = document.getElementById('message-composer');
      const room = composer ? composer.getBoundingClientRect().top - 60 : 0;
      const talk = answer?.closest('.overflow-y-auto');
      if (!talk) return;
      // What moves down from the answer before, buttons and brief, may have pulled this one up with it.
      const below = answer.getBoundingClientRect().top - talk.getBoundingClientRect().top;
      const block = answer.offsetHeight < room ? 'end' : below < 0 || below > 160 ? 'start' : null;
      if (block) answer.scrollIntoView({ block, behavior: calm.matches ? 'instant' : 'smooth' });
    };
    // A busy browser draws the buttons late: look again, unless the trainer has moved the page by then.
    const looks = [250, 900, 2000, 4000].map((after) => setTimeout(show, after));
    const stop = () => looks.forEach(clearTimeout);
    for (const moved of ['wheel', 'touchstart', 'pointerdown', 'keydown']) window.addEventListener(moved, stop, { once: true, passive: true });
  });

  // A conversation found again is read from its last answer, with the question that waits.
  window.addEventListener('message', (event) => {
    if (event.source !== window || event.data?.jalon !== 'reopened') return;
    let left = 20;
    const show = () => {
      const answer = [...document.querySelectorAll('[data-step-type=assistant_message]')].pop();
      const composer = document.getElementById('message-composer');
      if (!answer || !composer) return left-- > 0 ? setTimeout(show, 100) : undefined;
      answer.scrollIntoView({ block: answer.offsetHeight < composer.getBoundingClientRect().top - 60 ? 'end' : 'start', behavior: 'instant' });
      return undefined;
    };
    setTimeout(show, 400);
  });

  // Buttons that show an icon only, for those who hear the page.
  const names = {
    '#theme-toggle': ['Changer de thème', 'Change the theme'],
    '#sidebar-trigger-button': ['Vos formations', 'Your training courses'],
    '#new-chat-button': ['Nouvelle formation', 'New training course'],
    '#chat-submit': ['Envoyer', 'Send'],
    '#upload-button': ['Remettre un document', 'Hand in a document'],
    '#stop-button': ['Arrêter', 'Stop'],
    '#thread-options': ['Options', 'Options'],
    '#chat-input': ['Votre message', 'Your message'],
    'button:has(> .lucide-copy)': ['Copier la réponse', 'Copy the answer'],
    'button:has(> .lucide-thumbs-up)': ['Réponse utile', 'Useful answer'],
    'button:has(> .lucide-thumbs-down)': ['Réponse inutile', 'Useless answer'],
    'button:has(> .lucide-arrow-left)': ['Fermer le brief', 'Close the brief'],
    'button:has(> .lucide-arrow-down)': ['Aller à la fin', 'Go to the end'],
    '#search-chats-button': ['Rechercher', 'Search'],
  };
  // One line, on a phone too: the invitation is cut where it takes two.
  const narrow = window.matchMedia('(max-width: 480px)').matches;
  const long = french ? 'Répondez, corrigez, posez une question…' : 'Answer, correct, ask a question…';
  const next = narrow ? (french ? 'Réponse, correction, question…' : 'Answer, correct, ask…') : long;
  const pages = { '/methods': ['Méthodes', 'Methods'], '/desk': ['Relecture', 'Review desk'], '/account': ['Mon compte', 'My account'] };
  const gone = french ? 'Cette conversation n’est plus là : en voici une nouvelle.' : 'That conversation is no longer here: this is a new one.';
  const label = () => {
    for (const toast of document.querySelectorAll('[data-sonner-toast] [data-title]')) {
      // Chainlit says this one in English only.
      if (toast.textContent.startsWith('Couldn\'t resume chat')) toast.textContent = gone;
    }
    const input = document.getElementById('chat-input');
    // The first invitation is about the course; once the talk has begun it would mislead.
    if (input && document.querySelector('.step') && input.placeholder !== next) {
      input.placeholder = next;
      if (!input.value) input.style.height = '40px';
    }
    // The name beside it says what the picture of a link is for: Chainlit would have its identifier read out.
    for (const picture of document.querySelectorAll('#header a > img:not([alt=""])')) picture.alt = '';
    for (const [address, [fr, en]] of french ? [] : Object.entries(pages)) {
      for (const link of document.querySelectorAll(`a[href="${address}"]`)) {
        const name = [...link.childNodes, ...link.querySelectorAll('*')].find((node) => node.textContent === fr);
        if (name) name.textContent = en;
      }
    }
    for (const [selector, [fr, en]] of Object.entries(names)) {
      const name = french ? fr : en;
      for (const found of document.querySelectorAll(selector)) {
        if (found.getAttribute('aria-label') !== name) found.setAttribute('aria-label', name);
        const hidden = found.querySelector(':scope > .sr-only');
        if (hidden && hidden.textContent !== name) hidden.textContent = name;
      }
    }
  };
  new MutationObserver(label).observe(document.documentElement, { childList: true, subtree: true });
})();
