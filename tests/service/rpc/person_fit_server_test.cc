// Response times and person fit through the server.

#include <cmath>

#include "tests/service/rpc/server_fixture.h"

namespace adaptest {
namespace {

TEST_F(ServerTest, FlagsRapidGuessesInTheReport) {
  ImportAndActivate(TimedImport());
  const std::string name = Create("practice").name();  // all are scored
  v1::SubmitResponseResponse reply;
  for (int position = 1; position <= 6; ++position) {
    const v1::PresentedItem item = Next(name).next_item();
    // The right answers at 1, 3 and 5; two answers within a second.
    const double seconds = position == 3 || position == 4 ? 1 : 55;
    ASSERT_TRUE(
        Submit(name, item, AnswerAt(position, item.item_id()), reply, seconds)
            .ok());
  }
  const v1::PersonFit& fit = reply.session().report().person_fit();
  EXPECT_THAT(fit.rapid_positions(), testing::ElementsAre(4));
  EXPECT_GT(fit.speed(), 1);
  EXPECT_NEAR(fit.speed_standard_error(), 1 / std::sqrt(24.0), 1e-12);
  EXPECT_TRUE(fit.has_lz_star());
  EXPECT_FALSE(fit.has_aberrant());
}

}  // namespace
}  // namespace adaptest
