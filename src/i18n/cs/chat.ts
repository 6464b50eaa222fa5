import type { PanelWords } from '../words.js'

export default {
  webchat: 'Chat',
  close: 'Zavřít',

  online: 'Jsme tady',
  busy: 'Všichni právě mluví s jinými',
  offline: 'Teď tu nikdo není',

  welcome: 'S čím můžeme pomoct?',
  team: {
    one: 'Odpovídá {names}.',
    few: 'Odpovídají {names}.',
    many: 'Odpovídají {names}.',
    other: 'Odpovídají {names}.',
  },
  teamSoon: {
    one: 'Odpovídá {names}, obvykle do minuty.',
    few: 'Odpovídají {names}, obvykle do minuty.',
    many: 'Odpovídají {names}, obvykle do minuty.',
    other: 'Odpovídají {names}, obvykle do minuty.',
  },

  ringing: 'Zvoníme',
  youAre: 'Jste {place} v pořadí.',
  place: '{n}.',
  wait: {
    one: 'Obvykle to trvá asi {n} minutu.',
    few: 'Obvykle to trvá asi {n} minuty.',
    many: 'Obvykle to trvá asi {n} minuty.',
    other: 'Obvykle to trvá asi {n} minut.',
  },
  browse: 'Můžete dál prohlížet stránky, dáme vědět tady.',
  leave: 'Odejít z fronty',

  joined: 'Je tu {name}',
  writing: 'píše…',
  end: 'Ukončit rozhovor',
  ended: 'Rozhovor skončil v {time}',
  notices: {
    'operator.joined': 'Je tu {name}',
    'operator.left': 'Z rozhovoru odchází {name}',
    'session.redirected': 'Přebírá {name}',
    'session.ended': 'Rozhovor skončil v {time}',
    'history.reset': 'Některé zprávy se nám ztratily',
  },
  again: 'Napsat znovu',

  log: 'Rozhovor',
  you: 'Vy',
  earlier: 'Starší zprávy',
  new: 'Nové',
  newMessages: { one: '{n} nová zpráva', few: '{n} nové zprávy', many: '{n} nové zprávy', other: '{n} nových zpráv' },
  removed: 'Zpráva byla odstraněna',
  edited: 'Upraveno',
  sending: 'Odesílá se',
  slow: 'Čeká na připojení',
  sent: 'Odesláno',
  read: 'Přečteno',
  failed: 'Neodesláno',
  retry: 'Zkusit znovu',
  discard: 'Smazat',
  unsure: 'Možná se neodeslalo',
  check: 'Ověřit',
  reasons: {
    tooLarge: 'je příliš dlouhá',
    'session.ended': 'rozhovor už skončil',
  },

  leaving: 'Skončí, jakmile bude připojení.',
  message: 'Zpráva',
  write: 'Napište zprávu',
  writeAlready: 'Pište už teď, zpráva tu počká',
  send: 'Odeslat',
  tooLong: {
    one: 'O {n} znak víc, nejvíc {limit}',
    few: 'O {n} znaky víc, nejvíc {limit}',
    many: 'O {n} znaku víc, nejvíc {limit}',
    other: 'O {n} znaků víc, nejvíc {limit}',
  },
  privacy: 'Psaním souhlasíte se {link}',
  notice: 'zásadami ochrany údajů',

  lost: 'Bez připojení. Co napíšete, zůstane a odejde samo.',
  back: 'Připojení je zpět',
  fault: 'Nedaří se spojit s pultem. Co napíšete, zůstane.',
  faults: {
    'protocol.newer': 'Tato stránka je zastaralá. Načtěte ji znovu, co napíšete, zůstane.',
    origin: 'Chat není pro tento web otevřený. Co napíšete, zůstane.',
  },
} satisfies PanelWords
