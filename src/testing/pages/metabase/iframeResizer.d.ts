/** The part of iframe-resizer that runs in the page: a script without exports. */
declare module 'iframe-resizer/js/iframeResizer.contentWindow.js'
