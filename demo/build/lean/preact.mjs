/** What the widget's panels do not use of Preact: contexts, local state, styles by property, other kinds of elements. */
export const preact = [
  // A function of its props, drawn once per turn; signals say when. A fragment that it draws is a child like any other.
  [
    'if(x=u.props,M=',
    'k&&(p.__E=p.__=null)}catch',
    'if(p=u.__c=t.__c){if(p.__v=u,u.__v==t.__v){u.__e=t.__e,u.__k=t.__k,u.__k.some(function(n){n&&(n.__=u)}),f=$(t);break n}}else u.__c=p=new C,p.__h=[];p.__v=u,p.__P=n,p.__d=!1,l.__r(u),T=F(u.props),f=L(n,g(T)?T:[T],u,t,i,r,o,e,f,c,a),p.base=u.__e,p.__h.length&&e.push(p)}catch',
  ],
  ['function C(n,l){this.props=n,this.context=l}', 'function C(){}C.prototype.__proto__=null;'],
  ['function Q(n,l,u){return this.constructor(n,u)}', ''],
  [
    'C.prototype.setState=function(n,l){',
    'C.prototype.render=S,',
    'C.prototype.setState=function(){this.__v&&A(this)},',
  ],
  ['if(i.componentWillUnmount)try{i.componentWillUnmount()}catch(n){l.__e(n,u)}', ''],
  ['i.base=i.__P=i.__n=null', 'i.base=i.__P=null'],
  [
    'if("function"==typeof n){var i="function"==typeof n.__u;i&&n.__u(),i&&null==u||(n.__u=n(u))}else n.current=u',
    'n.current=u',
  ],
  ['n.__P,o,u,n.__n,', 'n.__P,o,u,0,'],
  // Without forced updates there is nothing to mark after a fault.
  ['n.__c&&(n.__c.__e=!0),', ''],
  ['B(u),l.__e(', 'l.__e('],
  [
    'if(arguments.length>2&&(e.children=',
    '(e[o]=l.defaultProps[o]);',
    'arguments.length>2&&(e.children=arguments.length>3?n.call(arguments,2):t);',
  ],
  [',t=function(n){return null!=n&&void 0===n.constructor}', ''],

  // No child is a function.
  ['"boolean"!=typeof o&&"function"!=typeof o', '"boolean"!=typeof o'],
  // There are no comments in our containers.
  ['do{l=l&&l.nextSibling}while(null!=l&&8==l.nodeType)', 'l=l&&l.nextSibling'],

  // Hooks into Preact that neither preact/hooks nor @preact/signals takes.
  ['return null==o&&null!=l.vnode&&l.vnode(e),e', 'return e'],
  ['l.vnode&&l.vnode(o),', ''],
  ['||r!=l.debounceRendering)&&((r=l.debounceRendering)||o)(H)', ')&&o(H)'],
  ['"function"==typeof Promise?Promise.prototype.then.bind(Promise.resolve()):setTimeout', 'queueMicrotask'],
  ['l.event?l.event(u):u', 'u'],
  ['t==document&&(t=document.documentElement),l.__&&l.__(u,t),', ''],
  ['(s=l.__b)&&s(u)', 'l.__b(u)'],
  ['return(s=l.diffed)&&s(u),', 'return l.diffed(u),'],
  ['l.__c&&l.__c(u,n)', 'l.__c(u,n)'],
  ['l.unmount&&l.unmount(n)', 'l.unmount(n)'],

  // What goes wrong in an effect goes out as it is; nobody takes it up on the way.
  // All that waits for a drawn page is an effect, and those the hooks have taken.
  [',n.some(function(u){try{n=u.__h,u.__h=[],n.some(function(n){n.call(u)})}catch(n){l.__e(n,u.__v)}})', ''],
  ['function J(n,u,t){try{', 'function J(n,u){'],
  ['}catch(n){l.__e(n,t)}}function K(', '}function K('],

  // Attributes and elements.
  ['function z(n,l,u){', 'function N(', 'function N('],
  ['n:if("style"==l)', 'else if("o"==l[0]', 'if("o"==l[0]'],
  [
    'r=l!=(l=l.replace(s,"$1")),o=l.toLowerCase(),l=o in n||"onFocusOut"==l||"onFocusIn"==l?o.slice(2):l.slice(2),n.l||(n.l={}),n.l[l+r]=u,u?t?u[a]=t[a]:(u[a]=h,n.addEventListener(l,r?v:p,r)):n.removeEventListener(l,r?v:p,r)',
    'l=l.slice(2).toLowerCase(),n[s]||(n[s]={}),n[s][l]=u,u?t||n.addEventListener(l,p):n.removeEventListener(l,p)',
  ],
  ['function V(n){return function(u){', 'function q(', 'function V(n){this[s][n.type](n)}function q('],
  // No element that hears something has one inside it that hears the same: nothing needs to know which came first.
  ['c="__d"+f,a="__a"+f,s=/(PointerCapture)$|Capture$/i,h=0', 's="__l"+f'],
  [',p=V(!1),v=V(!0),y=0', ',p=V'],
  [',_=/acit|ex(?:s|g|n|p|$)|rph|grid|ows|mnc|ntw|ine[ch]|zoo|^ord|itera/i', ''],
  // Attributes but for a field's value: whether a node has a property, a page may have put on all objects.
  [
    '{if("http://www.w3.org/2000/svg"==i)l=l.replace(/xlink(H|:h)/,"h").replace(/sName$/,"s");else if("width"!=l',
    'n.setAttribute(l,"popover"==l&&1==u?"":u))}',
    ' if("value"==l)n[l]=null==u?"":u;else null==u||!1===u&&"-"!=l[4]?n.removeAttribute(l):n.setAttribute(l,u)',
  ],
  [':"checked"==s?_=y', ''],
  [',s="checked",null!=_&&_!=u[s]&&N(u,s,_,m[s],o)', ''],
  [':"math"==x?o="http://www.w3.org/1998/Math/MathML"', ''],
  ['(o,x,k.is&&k)', '(o,x)'],
  ['||"value"==s&&"defaultValue"in k||"checked"==s&&"defaultChecked"in k', ''],
  ['"template"==t.type?u.content:u', 'u'],
  ['"foreignObject"==x?"http://www.w3.org/1999/xhtml":o', 'o'],
  [
    '"progress"==x&&null==w?u.removeAttribute("value"):null!=w&&(w!==u[s]||"progress"==x&&!w||"option"==x&&w!=m[s])&&',
    'null!=w&&w!==u[s]&&',
  ],
  [
    '"string"==typeof o||"number"==typeof o||"bigint"==typeof o||o.constructor==String',
    '"string"==typeof o||"number"==typeof o',
  ],

  // A page may put names on all objects, and name its elements as `document` names its own: neither may reach a node.
  ['d={},w=[]', 'd={__proto__:null},w=[]'],
  ['e={};for(o in u)"key"', 'e={__proto__:null};for(o of Object.keys(u||d))"key"'],
  ['var e={type:n,', 'var e={__proto__:null,type:n,'],
  ['o=t.__k', 'o=Object.hasOwn(t,"__k")&&t.__k'],
  ['document.createTextNode(k)', 'new Text(k)'],
  ['document.createElementNS(', 'Document.prototype.createElementNS.call(document,'],
]
