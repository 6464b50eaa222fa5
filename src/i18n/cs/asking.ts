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
    'transcript.often': 'Na tuto adresu už dnes rozhovor odešel. Zkuste to zítra.',
  },
} satisfies AskingWords
