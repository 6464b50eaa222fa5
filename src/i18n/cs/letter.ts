import type { LetterWords } from '../words.js'

export default {
  letter: 'Nechte nám vzkaz',
  away: 'Teď tu nikdo není',
  next: 'Zpátky: {time}',
  leads: {
    hours: 'Teď tu nikdo není. Napište nám, odpovíme, až tu budeme.',
    noOperators: 'Teď tu nikdo není. Napište nám, odpovíme co nejdřív.',
    queueFull: 'Právě čeká příliš mnoho lidí. Napište nám, odpovíme co nejdřív.',
  },
  name: 'Jméno',
  phone: 'Telefon',
  message: 'Vaše zpráva',
  send: 'Odeslat',
  along: 'Připojíme:',
  thanksTo: 'Vaše zpráva je u nás. Odpovíme na {email}.',
  thanksText: 'Vaše zpráva je u nás. Odpovíme co nejdřív.',
  another: 'Napsat další',
  safeLine: 'Uloženo v tomto zařízení',
  now: 'Odeslat teď',
  sending: 'Odesílá se',
  sendingText: 'Zpráva je uložená, dokud nedorazí, i když tuto stránku opustíte.',
  refused: 'Zprávu nešlo odeslat',
  edit: 'Zpět ke zprávě',
  here: 'Už tu někdo je.',
  chat: 'Raději chat',
} satisfies LetterWords
