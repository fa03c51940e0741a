/* A draw, computed again in the page by whoever doubts it. Read once one is opened (pages.tsx). */
export { DrawPage } from "./pages/public/draw";
