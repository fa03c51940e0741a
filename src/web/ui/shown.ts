/* A long table is drawn in parts, so that the page stays quick; printed, it is there as a whole. */
import { useEffect, useState } from "preact/hooks";

const STEP = 300;

/* How many rows to draw, and a way to draw more. */
export function useShown(): [number, () => void] {
    const [n, setN] = useState(STEP);
    useEffect(() => {
        const whole = () => setN(Infinity);
        addEventListener("beforeprint", whole);
        return () => removeEventListener("beforeprint", whole);
    }, []);
    return [n, () => setN(n + STEP)];
}
