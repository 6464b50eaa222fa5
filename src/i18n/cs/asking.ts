import type { AskingWords } from '../words.js'

export default {
  choose: 'Vyberte',
  pick: 'Vyberte prosím.',
  more: 'Více',
  good: 'Dobré',
  bad: 'Špatné',
  best: 'Velmi dobré',
  worst: 'Nic moc',
  faults: {
    'missing.consent': 'Bez souhlasu to nejde.',
    number: 'Napište prosím číslo.',
    small: 'Nejméně {min}.',
    large: 'Nejvíce {max}.',
  },

  first: 'Nejdřív se na něco zeptáme. Co píšete, zůstane.',
  answer: 'Odpovědět',
  before: 'Než začneme',
  start: 'Začít chat',
  shut: {
    hours: 'zavřeno',
    noOperators: 'teď tu nikdo není',
    queueFull: 'čeká příliš mnoho lidí',
  },
  openAt: 'zavřeno, opět otevřeno: {time}',
  busy: 'obsazeno',
  orLeave: 'Nechte tam vzkaz, nebo vyberte něco jiného.',
  elsewhere: 'Vyberte prosím něco jiného.',
  leave: 'Nechat vzkaz',
  callMe: 'Raději mi zavolejte',
  after: 'Co jste napsali, odejde pak samo.',

  filled: 'Vyplněno',
  over: 'Už není potřeba',

  how: 'Jaké to bylo?',
  comment: 'Komentář',
  transcript: 'Poslat rozhovor e-mailem',
  feedback: 'Odeslat hodnocení',
  read: 'Hodnocení dostane {name}.',
  sentTo: 'Rozhovor je na cestě na {email}.',
  refusals: {
    'group.closed': 'Už tu nikdo není.',
    'queue.full': 'Právě čeká příliš mnoho lidí.',
    'form.automatic': 'To bylo rychlejší, než člověk dokáže. Odešlete to prosím ještě jednou.',
    tooLarge: 'Tolik nepojmeme. Zkraťte to prosím.',
    'transcript.often': 'Na tuto adresu už dnes rozhovor odešel. Zkuste to zítra.',
  },
} satisfies AskingWords
