/** The whole print as one page of HTML that needs nothing else: for a browser's own printing and for the PDF. */

export type PrintableDocument = {
  readonly title: string;
  /** CSS of the pages. */
  readonly style: string;
  readonly pages: readonly { readonly html: string }[];
};

/** No script, nothing loaded from elsewhere; every page is one sheet of paper. */
export function joinPages({ title, style, pages }: PrintableDocument): string {
  const body = pages.map(({ html }) => html).join('\n');
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>
html, body { margin: 0; padding: 0; background: #fff; }
${style}
</style>
</head>
<body>
${body}
</body>
</html>
`;
}

/** A text as it stands in HTML, in attributes too. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
