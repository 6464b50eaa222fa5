import type { CallbackWords } from '../words.js'

export default {
  title: 'Zavolejte mi',
  number: 'Číslo pozvánky',
  hint: 'Šest číslic od operátora.',
  connect: 'Spojit',
  connecting: 'Spojujeme',
  unheard: 'Není připojení. Číslo odejde samo.',

  ringing: 'Zvoníme',
  browse: 'Můžete dál prohlížet stránky, dáme vědět tady.',
  stop: 'Přestat zvonit',
  stopped: 'Přestali jsme zvonit.',
  ended: 'Nikdo se neozval. Požádejte operátora o nové číslo.',

  refusals: {
    digits: 'Číslo má šest číslic. Zkontrolujte je prosím.',
    unknown: 'Toto číslo neznáme. Zkontrolujte prosím šest číslic.',
    used: 'Toto číslo už bylo použito. Požádejte operátora o nové.',
    expired: 'Platnost čísla skončila. Požádejte operátora o nové.',
    revoked: 'Toto číslo už k nikomu nevede. Požádejte operátora o nové.',
    away: 'Operátor tu právě není. Zkuste to později, nebo nám napište.',
    open: 'Jste v rozhovoru. Nejdřív ho ukončete, pak se spojte.',
    unsupported: 'Čísla se tu nepřijímají. Napište nám.',
    failed: 'Nepodařilo se to. Zkuste to znovu, nebo nám napište.',
  },
  often: 'Příliš mnoho pokusů. Pokračovat můžete {when}.',
  write: 'Napsat nám',
} satisfies CallbackWords
