/* A number that opens its rows, of a row of such (ul.figures). */
import type { ComponentChildren } from "preact";
import { number } from "../i18n";

export function Figure({ n, name, href, children }: { n: number; name: string; href: string; children?: ComponentChildren }) {
    return <li><a href={href}><b>{number(n)}</b><span>{name}</span></a>{children && <small>{children}</small>}</li>;
}
