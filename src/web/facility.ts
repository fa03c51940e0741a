/* The pages of the house itself: its rooms, and living there. Read with the first of them (desk.tsx). */
export { HouseMap } from "./pages/planner/house_map";
export { ClosuresPage } from "./pages/facility/closures";
export { HouseHandover } from "./pages/facility/handover";
export { LeavePage } from "./pages/facility/leave";
export { RehousingPage } from "./pages/facility/rehousing";
export { RehousingsPage } from "./pages/facility/rehousings";
export { StaysPage } from "./pages/facility/stays";
