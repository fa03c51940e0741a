/* Living there, and what anybody at a door may do: faults reported and followed, hand-over records. Read
 * with the first of these pages (pages.tsx). */
export { DoorPage } from "./pages/public/door";
export { HandoverPage } from "./pages/resident/handover";
export { RepairPage } from "./pages/resident/repair";
export { NewRepair } from "./pages/resident/repair_new";
export { OwnRepairs } from "./pages/resident/repairs";
