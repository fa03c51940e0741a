/* Those who repair and survey, and the desk that looks on: repairs, surveys, what stands in the rooms.
 * A crew reads it at once, an office with the first of these pages (desk.tsx). */
export { CrewToday } from "./pages/crew/today";
export { DeskRepairs } from "./pages/crew/repairs";
export { RepairWork } from "./pages/crew/repair";
export { DoorCards } from "./pages/crew/door_cards";
export { InventoryPage, PiecesPage } from "./pages/crew/inventory";
export { RoomItemsPage } from "./pages/crew/room_items";
export { SurveyPage } from "./pages/crew/survey";
export { Surveys } from "./pages/crew/surveys";
