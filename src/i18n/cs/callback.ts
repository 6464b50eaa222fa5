import type { CallbackWords } from '../words.js'

export default {
  title: 'Zavolejte mi',
  number: 'Číslo pozvánky',
  hint: 'Šest číslic od operátora.',
  connect: 'Spojit',
  stop: 'Přestat zvonit',

  refusals: {
    stopped: 'Přestali jsme zvonit.',
    ended: 'Nikdo se neozval. Požádejte operátora o nové číslo.',
    digits: 'Číslo má šest číslic. Zkontrolujte je prosím.',
    unknown: 'Toto číslo neznáme. Zkontrolujte prosím šest číslic.',
    used: 'Toto číslo už bylo použito. Požádejte operátora o nové.',
    expired: 'Platnost čísla skončila. Požádejte operátora o nové.',
    revoked: 'Toto číslo už neplatí. Požádejte operátora o nové.',
    away: 'Operátor tu právě není. Zkuste to později, nebo nám napište.',
    open: 'Jste v rozhovoru. Nejdřív ho ukončete, pak se spojte.',
  },
  often: 'Příliš mnoho pokusů. Zkuste to znovu {when}.',
} satisfies CallbackWords
