/* The pages of the house itself: its rooms, and living there. Read with the first of them (desk.tsx). */
export { HouseMap } from "./pages/planner/house_map";
