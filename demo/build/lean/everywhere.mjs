/**
 * What no page of ours must have (strings that become nodes) nor uses (taking over existing nodes, class components with
 * their life cycle, error boundaries).
 */
export const preact = [
  // HTML strings.
  ['"dangerouslySetInnerHTML"==s?p=y:', ''],
  ['"dangerouslySetInnerHTML"==s?h=y:', ''],
  [
    'if(h)c||p&&(h.__html==p.__html||h.__html==u.innerHTML)||(u.innerHTML=h.__html),t.__k=[];else if(p&&(u.innerHTML=""),L(',
    'if(L(',
  ],

  // Hydration and its suspended kin: we render into containers of our own, which are empty.
  ['128&t.__u&&(c=!!(32&t.__u),o=[f=u.__e=t.__e]),', ''],
  [
    'if(e.length=h,u.__v=null,c||null!=o){if(n.then){for(u.__u|=c?160:128;f&&8==f.nodeType&&f.nextSibling;)f=f.nextSibling;null!=o&&(o[o.indexOf(f)]=null),u.__e=f}else if(null!=o)for(j=o.length;j--;)b(o[j])}else u.__e=t.__e;',
    'e.length=h,u.__v=null,u.__e=t.__e;',
  ],
  ['n.then||B(u)', 'B(u)'],
  ['128&u.__u?void 0:f', 'f'],
  ['null==o&&u.__v==t.__v', 'u.__v==t.__v'],
  ['if("svg"==x?', '"svg"==x?'],
  [
    ',null!=e)for(s=0;s<e.length;s++)if((y=e[s])&&"setAttribute"in y==!!x&&(x?y.localName==x:3==y.nodeType)){u=y,e[s]=null;break}if(null==u)',
    ';if(null==u)',
  ],
  [',c&&(l.__m&&l.__m(t,e),c=!1),e=null}', '}'],
  ['c&&u.data==k||', ''],
  [
    'if(e="textarea"==x&&null!=k.defaultValue?null:e&&n.call(u.childNodes),!c&&null!=e)for(m={},s=0;s<u.attributes.length;s++)m[(y=u.attributes[s]).name]=y.value;',
    '',
  ],
  ['c&&"function"!=typeof y||', ''],
  ['if(L("template"==t.type', 'L("template"==t.type'],
  [',e,f,e?e[0]:i.__k&&$(i,0),c,a),null!=e)for(s=e.length;s--;)b(e[s]);', ',null,f,i.__k&&$(i,0),!1,a);'],
  ['c&&"textarea"!=x||(', '('],
  ['32&u.__u?[t]:null', 'null'],
  ['!!(32&u.__u)', '!1'],
  ['o=(r="function"==typeof i)?null:i&&i.__k||t.__k', 'o=t.__k'],
  ['u=(!r&&i||t).__k=', 'u=t.__k='],
  [
    '!r&&i?[i]:o?null:t.firstChild?n.call(t.childNodes):null,e,!r&&i?i:o?o.__e:t.firstChild,r',
    'null,e,o?o.__e:null,!1',
  ],
  ['function U(n,l){R(n,l,U)}', ''],
  ['U as hydrate,', ''],

  // Class components and error boundaries.
  ['F.prototype&&F.prototype.render', '!1'],
  [
    '__e:function(n,l,u,t){for(var i,r,o;l=l.__;)if((i=l.__c)&&!i.__)try{if((r=i.constructor)&&null!=r.getDerivedStateFromError&&(i.setState(r.getDerivedStateFromError(n)),o=i.__d),null!=i.componentDidCatch&&(i.componentDidCatch(n,t||{}),o=i.__d),o)return i.__E=i}catch(l){n=l}throw n}',
    '__e:function(n){throw n}',
  ],
]
